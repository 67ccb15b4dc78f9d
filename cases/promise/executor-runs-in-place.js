/*---
id: promise/executor-runs-in-place
requires: [ALS-RUN-01]
about: a promise's executor is plain synchronous code of its context
expect:
  executor: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => new Promise(() => observe('executor', als.getStore())));
