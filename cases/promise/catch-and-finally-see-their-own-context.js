/*---
id: promise/catch-and-finally-see-their-own-context
requires: [ALS-AWAIT-03]
about: catch() and finally() callbacks see the store of where they were attached
expect:
  catch: C
  finally: F
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const failed = als.run('maker', () => Promise.reject(new Error()));
als.run('C', () => failed.catch(() => observe('catch', als.getStore())));
als.run('F', () => failed.finally(() => observe('finally', als.getStore())).catch(() => {}));
