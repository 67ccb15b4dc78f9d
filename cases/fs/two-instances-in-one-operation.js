/*---
id: fs/two-instances-in-one-operation
requires: [ALS-NEW-01, ALS-RUN-02]
about: one operation carries the stores of every instance; a run() of one changes only that one
features: [fs]
expect:
  outer-call: [a1, b1]
  inner-call: [a2, b1]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const a = new AsyncLocalStorage();
const b = new AsyncLocalStorage();
a.run('a1', () => b.run('b1', () => {
  fs.stat(__filename, () => observe('outer-call', [a.getStore(), b.getStore()]));
  a.run('a2', () => fs.stat(__filename, () => observe('inner-call', [a.getStore(), b.getStore()])));
}));
