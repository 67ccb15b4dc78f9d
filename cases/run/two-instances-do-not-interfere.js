/*---
id: run/two-instances-do-not-interfere
requires: [ALS-NEW-01]
about: each instance has its own store; leaving one leaves the other alone
expect:
  both: [1, 2]
  inner-left: [1, undefined]
  first-exited: [undefined, 2]
  timer: [1, 2]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
const both = () => [als.getStore(), other.getStore()];
als.run(1, () => {
  other.run(2, () => {
    observe('both', both());
    als.exit(() => observe('first-exited', both()));
    setTimeout(() => observe('timer', both()), 1);
  });
  observe('inner-left', both());
});
