/*---
id: async-resource/enter-with-inside-a-scope-ends-with-it
requires: [AR-SCOPE-03, ALS-ENTER-01]
about: a store entered inside runInAsyncScope() is not seen by the caller afterwards
expect:
  inside: E
  after: A
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  new AsyncResource('T').runInAsyncScope(() => {
    als.enterWith('E');
    observe('inside', als.getStore());
  });
  observe('after', als.getStore());
});
