/*---
id: run/passes-its-arguments-to-the-callback
requires: [ALS-RUN-04]
about: arguments after the callback reach it, in order and number
expect:
  args: [1, two, null, undefined]
  none: []
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', (...args) => observe('args', args), 1, 'two', null, undefined);
als.run('A', (...args) => observe('none', args));
