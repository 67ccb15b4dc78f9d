/*---
id: run/an-instance-may-itself-be-a-store
requires: [ALS-NEW-01, ALS-RUN-01]
about: a store that is another instance, or the instance itself, is only a value
expect:
  other: true
  self: true
  unrelated: {$each: [undefined, undefined]}
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
other.run(als, () => {
  observe('other', other.getStore() === als);
  observe('unrelated', als.getStore());
});
als.run(als, () => {
  observe('self', als.getStore() === als);
  observe('unrelated', other.getStore());
});
