/*---
id: enter-with/persists-through-following-asynchronous-calls
requires: [ALS-ENTER-02]
about: work started after enterWith() sees the store; work started before does not
expect:
  earlier-timer: undefined
  timer: E
  tick: E
  microtask: E
  immediate: E
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
setImmediate(() => {
  setTimeout(() => observe('earlier-timer', als.getStore()), 1);
  als.enterWith('E');
  setTimeout(() => observe('timer', als.getStore()), 1);
  setImmediate(() => observe('immediate', als.getStore()));
  process.nextTick(() => observe('tick', als.getStore()));
  queueMicrotask(() => observe('microtask', als.getStore()));
});
