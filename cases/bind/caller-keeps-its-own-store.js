/*---
id: bind/caller-keeps-its-own-store
requires: [ALS-BIND-01]
about: calling a bound function leaves the caller's store as it was
expect:
  inside: A
  after: B
  after-throw: B
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const bound = als.run('A', () => AsyncLocalStorage.bind((fail) => {
  if (fail) throw new Error();
  observe('inside', als.getStore());
}));
als.run('B', () => {
  bound(false);
  observe('after', als.getStore());
  try { bound(true); } catch {}
  observe('after-throw', als.getStore());
});
