/*---
id: streams/finished-sees-the-store-in-which-all-happens
requires: [ALS-RUN-02]
about: finished() called, and the stream ended, inside one run(); whose context counts makes no difference then
features: [streams]
expect:
  finished: A
  failed: [gone, A]
  late: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { PassThrough, finished } = require('node:stream');
const als = new AsyncLocalStorage();
als.run('A', () => {
  const stream = new PassThrough();
  finished(stream, () => {
    observe('finished', als.getStore());
    finished(stream, () => observe('late', als.getStore()));
  });
  stream.resume().end();
  const failing = new PassThrough();
  finished(failing, (error) => observe('failed', [error.message, als.getStore()]));
  failing.destroy(new Error('gone'));
});
