/*---
id: enter-with/returns-nothing
requires: [ALS-ENTER-01]
about: enterWith() returns undefined
expect:
  returned: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
observe('returned', als.enterWith('E'));
