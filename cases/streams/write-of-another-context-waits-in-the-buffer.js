/*---
id: streams/write-of-another-context-waits-in-the-buffer
requires: [AR-SBIND-01, ALS-RUN-02]
about: of two writes, the second waits for the first; bound callbacks see the store of their own write
features: [streams]
expect:
  first: A
  second: B
order: [[first, second]]
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const { Writable } = require('node:stream');
const als = new AsyncLocalStorage();
const stream = new Writable({ write(chunk, encoding, done) { setTimeout(done, 1); } });
als.run('A', () => stream.write('1', AsyncResource.bind(() => observe('first', als.getStore()))));
als.run('B', () => stream.write('2', AsyncResource.bind(() => observe('second', als.getStore()))));
