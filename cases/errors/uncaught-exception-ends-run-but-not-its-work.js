/*---
id: errors/uncaught-exception-ends-run-but-not-its-work
requires: [ALS-RUN-06, ALS-RUN-02]
about: an error that leaves a timer's run() is uncaught; the work started inside keeps the store
features: [uncaught]
expect:
  message: [boom, undefined]
  timer: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
process.on('uncaughtException', (error) => observe('message', [error.message, als.getStore()]));
setTimeout(() => {
  als.run('A', () => {
    setTimeout(() => observe('timer', als.getStore()), 1);
    throw new Error('boom');
  });
}, 1);
