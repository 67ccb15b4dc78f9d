/*---
about: "a snapshot of A called after disable() (p13)"
node18: [undefined]
frame: [A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const snapshot = als.run('A', () => AsyncLocalStorage.snapshot());
als.disable();
observe('', snapshot(() => als.getStore()));
