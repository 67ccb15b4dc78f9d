/*---
id: run/store-is-seen-inside-and-not-outside
requires: [ALS-RUN-01, ALS-RUN-02]
about: run() makes its store visible in the callback and in what the callback starts, and nowhere else
expect:
  before: undefined
  inside: {id: 1}
  after: undefined
  timer: {id: 1}
  sibling: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
observe('before', als.getStore());
als.run({ id: 1 }, () => {
  observe('inside', als.getStore());
  setTimeout(() => observe('timer', als.getStore()), 1);
});
observe('after', als.getStore());
setTimeout(() => observe('sibling', als.getStore()), 1);
