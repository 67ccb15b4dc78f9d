/*---
about: "work made inside exit() of the first of two instances (p44)"
node18: [[undefined, B]]
frame: [[undefined, B]]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
als.run('A', () => other.run('B', () => als.exit(() => {
  setTimeout(() => observe('', [als.getStore(), other.getStore()]), 1);
})));
