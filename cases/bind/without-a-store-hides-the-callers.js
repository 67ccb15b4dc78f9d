/*---
id: bind/without-a-store-hides-the-callers
requires: [ALS-BIND-01]
about: a function bound where there was no store sees none inside another run()
expect:
  inside: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('primed', () => {});
const bound = AsyncLocalStorage.bind(() => observe('inside', als.getStore()));
als.run('B', bound);
