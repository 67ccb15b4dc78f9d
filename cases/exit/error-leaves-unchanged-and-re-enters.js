/*---
id: exit/error-leaves-unchanged-and-re-enters
requires: [ALS-EXIT-04, ALS-EXIT-05]
about: the callback's error is thrown by exit(), the same object, and the store is back
expect:
  same: true
  caught: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  const error = new Error();
  try {
    als.exit(() => { throw error; });
  } catch (e) {
    observe('same', e === error);
    observe('caught', als.getStore());
  }
});
