/*---
id: async-resource/scope-restores-after-a-throw
requires: [AR-SCOPE-03]
about: an error passes through runInAsyncScope() unchanged, and the caller's context is back
expect:
  same: true
  after: caller
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const resource = new AsyncResource('T');
const error = new Error();
als.run('caller', () => {
  try {
    resource.runInAsyncScope(() => { throw error; });
  } catch (e) {
    observe('same', e === error);
    observe('after', als.getStore());
  }
});
