/*---
id: disable/may-be-called-at-any-time
requires: [ALS-DISABLE-01]
about: disable() on a fresh, a used and a disabled instance does nothing bad and returns undefined
expect:
  fresh: undefined
  again: undefined
  used: undefined
  works: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
observe('fresh', als.disable());
als.disable();
observe('again', als.disable());
als.enterWith('U');
als.disable();
observe('used', als.getStore());
als.run('A', () => observe('works', als.getStore()));
