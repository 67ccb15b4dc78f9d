/*---
id: fs/snapshot-taken-before-is-used-in-the-callback
requires: [ALS-SNAPSHOT-01, ALS-BIND-01]
about: in a callback of another context, a snapshot and a bound function bring their own
features: [fs]
expect:
  callback: B
  snapshot: A
  bound: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const als = new AsyncLocalStorage();
const [inA, bound] = als.run('A', () => [
  AsyncLocalStorage.snapshot(),
  AsyncLocalStorage.bind(() => observe('bound', als.getStore())),
]);
als.run('B', () => fs.stat(__filename, () => {
  observe('callback', als.getStore());
  inA(() => observe('snapshot', als.getStore()));
  bound();
}));
