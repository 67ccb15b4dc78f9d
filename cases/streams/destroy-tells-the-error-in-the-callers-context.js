/*---
id: streams/destroy-tells-the-error-in-the-callers-context
requires: [ALS-RUN-02, EE-EMIT-01]
about: the events error and close that follow from destroy() see the store of that call
features: [streams]
expect:
  error: [gone, D]
  close: D
order: [[error, close]]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { Readable } = require('node:stream');
const als = new AsyncLocalStorage();
const stream = als.run('make', () => new Readable({ read() {} }));
als.run('listen', () => {
  stream.on('error', (error) => observe('error', [error.message, als.getStore()]));
  stream.on('close', () => observe('close', als.getStore()));
});
als.run('D', () => stream.destroy(new Error('gone')));
