/*---
about: "a queueMicrotask callback of A throws; the uncaughtException listener sees (s03)"
node18: [undefined]
frame: [A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
process.on('uncaughtException', () => observe('', als.getStore()));
als.run('A', () => queueMicrotask(() => { throw new Error(); }));
