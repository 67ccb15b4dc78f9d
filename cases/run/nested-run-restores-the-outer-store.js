/*---
id: run/nested-run-restores-the-outer-store
requires: [ALS-RUN-01, ALS-RUN-07]
about: an inner run() replaces the store for its callback only, also when it throws
expect:
  inner: B
  between: A
  after-throw: A
  outside: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.run('B', () => observe('inner', als.getStore()));
  observe('between', als.getStore());
  try { als.run('C', () => { throw new Error(); }); } catch {}
  observe('after-throw', als.getStore());
});
observe('outside', als.getStore());
