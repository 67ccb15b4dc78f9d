/*---
id: fs/bound-callback-runs-where-it-was-bound
requires: [AR-SBIND-01]
about: a callback made with AsyncResource.bind() sees the store of where it was bound, not of the call
features: [fs]
expect:
  bound: bind
  unbound: call
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const fs = require('node:fs');
const als = new AsyncLocalStorage();
const bound = als.run('bind', () => AsyncResource.bind(() => observe('bound', als.getStore())));
als.run('call', () => {
  fs.stat(__filename, bound);
  fs.stat(__filename, () => observe('unbound', als.getStore()));
});
