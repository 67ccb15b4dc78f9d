/*---
id: streams/data-listener-runs-where-the-chunk-is-pushed
requires: [EE-EMIT-01]
about: an idle flowing stream emits data in push(), so its listener sees the store of the pusher
features: [streams]
expect:
  data: {$each: [[one, P], [two, Q]]}
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { Readable } = require('node:stream');
const als = new AsyncLocalStorage();
const stream = new Readable({ objectMode: true, read() {} });
als.run('listen', () => stream.on('data', (chunk) => observe('data', [chunk, als.getStore()])));
setTimeout(() => als.run('P', () => stream.push('one')), 20);
setTimeout(() => als.run('Q', () => stream.push('two')), 60);
