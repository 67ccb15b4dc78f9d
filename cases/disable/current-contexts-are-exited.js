/*---
id: disable/current-contexts-are-exited
requires: [ALS-DISABLE-03]
about: disable() exits the running context and those of pending work
expect:
  now: undefined
  timer: undefined
  awaited: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  setTimeout(() => observe('timer', als.getStore()), 1);
  (async () => { await null; observe('awaited', als.getStore()); })();
  als.disable();
  observe('now', als.getStore());
});
