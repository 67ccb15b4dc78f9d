/*---
id: streams/bound-listeners-keep-their-context
requires: [EE-BIND-01]
about: listeners of a stream that are bound see the store of where they were bound, whoever pushes
features: [streams]
expect:
  data: bind
  end: bind
  close: bind
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const { Readable } = require('node:stream');
const als = new AsyncLocalStorage();
const stream = new Readable({ read() {} });
als.run('bind', () => {
  for (const event of ['data', 'end', 'close']) {
    stream.on(event, AsyncResource.bind(() => observe(event, als.getStore())));
  }
});
als.run('push', () => setTimeout(() => {
  stream.push('x');
  stream.push(null);
}, 1));
