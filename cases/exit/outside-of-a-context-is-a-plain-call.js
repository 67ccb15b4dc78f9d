/*---
id: exit/outside-of-a-context-is-a-plain-call
requires: [ALS-EXIT-03, ALS-EXIT-06]
about: exit() without a context just calls
expect:
  inside: undefined
  result: 5
  after: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
observe('result', als.exit(() => { observe('inside', als.getStore()); return 5; }));
observe('after', als.getStore());
