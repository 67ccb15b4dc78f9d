/*---
id: disable/pending-work-stays-exited-after-enabling-again
requires: [ALS-DISABLE-03]
about: contexts exited by disable() stay exited when another run() enables the instance
expect:
  timer: undefined
  run: B
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => setTimeout(() => observe('timer', als.getStore()), 5));
als.disable();
als.run('B', () => observe('run', als.getStore()));
