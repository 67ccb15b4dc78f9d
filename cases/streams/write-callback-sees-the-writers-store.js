/*---
id: streams/write-callback-sees-the-writers-store
requires: [ALS-RUN-02]
about: write() inside run(); the stream's own write, the callback, finish and close see the store
features: [streams]
expect:
  write: A
  callback: A
  finish: A
  close: A
order: [[write, callback], [callback, finish], [finish, close]]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { Writable } = require('node:stream');
const als = new AsyncLocalStorage();
const stream = new Writable({
  write(chunk, encoding, done) {
    observe('write', als.getStore());
    setTimeout(done, 1);
  },
});
stream.on('finish', () => observe('finish', als.getStore()));
stream.on('close', () => observe('close', als.getStore()));
als.run('A', () => {
  stream.write('x', () => observe('callback', als.getStore()));
  stream.end();
});
