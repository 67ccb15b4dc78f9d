/*---
id: bind/all-instances-are-captured
requires: [ALS-BIND-01]
about: the bound context holds the stores of all instances
expect:
  stores: [1, 2]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
const bound = als.run(1, () => other.run(2, () => AsyncLocalStorage.bind(() => [als.getStore(), other.getStore()])));
als.run(8, () => other.run(9, () => observe('stores', bound())));
