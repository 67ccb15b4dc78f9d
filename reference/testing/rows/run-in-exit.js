/*---
about: "run(B) inside exit(); afterwards, still inside, and a timer made there (p09)"
node18: [B, A, A]
frame: [B, undefined, undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => als.exit(() => {
  als.run('B', () => observe('', als.getStore()));
  observe('', als.getStore());
  setTimeout(() => observe('', als.getStore()), 1);
}));
