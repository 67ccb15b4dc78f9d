/*---
id: enter-with/holds-for-the-rest-of-the-synchronous-run
requires: [ALS-ENTER-01]
about: after enterWith() the store stays, across function calls and returns
expect:
  before: undefined
  inside: E
  returned: E
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
observe('before', als.getStore());
function enter() { als.enterWith('E'); observe('inside', als.getStore()); }
enter();
observe('returned', als.getStore());
