/*---
about: "a bound function that appends to its store, three calls (p15)"
node18: [A, A+, A++]
frame: [A, A, A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const bound = als.run('A', () => AsyncLocalStorage.bind(() => {
  observe('', als.getStore());
  als.enterWith(als.getStore() + '+');
}));
bound();
bound();
bound();
