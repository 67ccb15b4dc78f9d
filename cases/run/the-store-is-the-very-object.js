/*---
id: run/the-store-is-the-very-object
requires: [ALS-RUN-01]
about: getStore() gives the object itself, so what is written to it is seen in later work
expect:
  same: true
  later: {count: 2}
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const store = { count: 1 };
als.run(store, () => {
  observe('same', als.getStore() === store);
  als.getStore().count++;
  setTimeout(() => observe('later', als.getStore()), 1);
});
