/*---
id: run/siblings-outside-see-nothing
requires: [ALS-RUN-08]
about: work started before and after run() does not see its store
expect:
  before: undefined
  after: undefined
  tick: undefined
  microtask: undefined
  immediate: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
setTimeout(() => observe('before', als.getStore()), 1);
als.run('A', () => {});
setTimeout(() => observe('after', als.getStore()), 1);
process.nextTick(() => observe('tick', als.getStore()));
queueMicrotask(() => observe('microtask', als.getStore()));
setImmediate(() => observe('immediate', als.getStore()));
