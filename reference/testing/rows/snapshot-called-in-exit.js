/*---
about: "a snapshot of A called inside exit() (p12)"
node18: [undefined]
frame: [A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  const snapshot = AsyncLocalStorage.snapshot();
  als.exit(() => observe('', snapshot(() => als.getStore())));
});
