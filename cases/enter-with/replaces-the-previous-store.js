/*---
id: enter-with/replaces-the-previous-store
requires: [ALS-ENTER-01]
about: a second enterWith() replaces the store; earlier work keeps the first
expect:
  first: 1
  second: 2
  timer-first: 1
  timer-second: 2
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
setImmediate(() => {
  als.enterWith(1);
  observe('first', als.getStore());
  setTimeout(() => observe('timer-first', als.getStore()), 1);
  als.enterWith(2);
  observe('second', als.getStore());
  setTimeout(() => observe('timer-second', als.getStore()), 1);
});
