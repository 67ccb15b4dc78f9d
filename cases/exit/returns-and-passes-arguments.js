/*---
id: exit/returns-and-passes-arguments
requires: [ALS-EXIT-03, ALS-EXIT-07]
about: exit() passes further arguments on and returns what the callback returns
expect:
  sum: 3
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => observe('sum', als.exit((a, b) => a + b, 1, 2)));
