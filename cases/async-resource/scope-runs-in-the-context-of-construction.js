/*---
id: async-resource/scope-runs-in-the-context-of-construction
requires: [AR-SCOPE-01, AR-SCOPE-03, AR-SCOPE-04]
about: runInAsyncScope() calls in the context in which the resource was made, and restores the caller's
expect:
  inside: made
  after: caller
  result: 3
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const resource = als.run('made', () => new AsyncResource('T'));
als.run('caller', () => {
  observe('result', resource.runInAsyncScope((a, b) => {
    observe('inside', als.getStore());
    return a + b;
  }, null, 1, 2));
  observe('after', als.getStore());
});
