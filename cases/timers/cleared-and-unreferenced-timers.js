/*---
id: timers/cleared-and-unreferenced-timers
requires: [ALS-RUN-02]
about: a cleared timer never runs; one that is unreferenced and referenced again keeps its store
expect:
  referenced: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  clearTimeout(setTimeout(() => observe('cleared', als.getStore()), 1));
  clearImmediate(setImmediate(() => observe('cleared', als.getStore())));
  setTimeout(() => observe('referenced', als.getStore()), 5).unref().ref();
});
