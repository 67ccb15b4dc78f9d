/*---
id: enter-with/returns-nothing
requires: [ALS-ENTER-01]
about: enterWith() returns undefined, with the store entered
expect:
  returned: undefined
  entered: E
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
observe('returned', als.enterWith('E'));
observe('entered', als.getStore());
