/*---
id: fs/synchronous-calls-stay-in-place
requires: [ALS-RUN-01, ALS-RUN-06]
about: a synchronous operation changes no store, also when it throws
features: [fs]
expect:
  after-stat: A
  caught: [ENOENT, A]
  outside: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const als = new AsyncLocalStorage();
als.run('A', () => {
  fs.statSync(__filename);
  observe('after-stat', als.getStore());
  try {
    fs.readFileSync(__filename + '.missing');
  } catch (error) {
    observe('caught', [error.code, als.getStore()]);
  }
});
observe('outside', als.getStore());
