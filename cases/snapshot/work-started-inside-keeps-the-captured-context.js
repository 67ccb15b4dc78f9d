/*---
id: snapshot/work-started-inside-keeps-the-captured-context
requires: [ALS-SNAPSHOT-01]
about: timers and promises started through a snapshot see the captured store
expect:
  timer: A
  promise: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const snapshot = als.run('A', () => AsyncLocalStorage.snapshot());
als.run('B', () => snapshot(() => {
  setTimeout(() => observe('timer', als.getStore()), 1);
  Promise.resolve().then(() => observe('promise', als.getStore()));
}));
