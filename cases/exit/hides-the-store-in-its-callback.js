/*---
id: exit/hides-the-store-in-its-callback
requires: [ALS-EXIT-01]
about: inside exit() there is no store; afterwards it is there again
expect:
  inside: undefined
  after: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.exit(() => observe('inside', als.getStore()));
  observe('after', als.getStore());
});
