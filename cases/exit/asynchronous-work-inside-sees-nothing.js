/*---
id: exit/asynchronous-work-inside-sees-nothing
requires: [ALS-EXIT-02]
about: work started inside exit() has no store, though the context was re-entered meanwhile
expect:
  timer: undefined
  tick: undefined
  immediate: undefined
  microtask: undefined
  outer: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.exit(() => {
    setTimeout(() => observe('timer', als.getStore()), 1);
    setImmediate(() => observe('immediate', als.getStore()));
    process.nextTick(() => observe('tick', als.getStore()));
    queueMicrotask(() => observe('microtask', als.getStore()));
  });
  setTimeout(() => observe('outer', als.getStore()), 1);
});
