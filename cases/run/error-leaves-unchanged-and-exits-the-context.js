/*---
id: run/error-leaves-unchanged-and-exits-the-context
requires: [ALS-RUN-05, ALS-RUN-06]
about: the error thrown by the callback is thrown by run(), the same object, and the store is gone
expect:
  same: true
  caught: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const error = new Error('boom');
try {
  als.run('A', () => { throw error; });
} catch (e) {
  observe('same', e === error);
  observe('caught', als.getStore());
}
