/*---
about: "a promise made in A and rejected in B; the unhandledRejection listener sees (p19)"
node18: [A]
frame: [B]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
process.on('unhandledRejection', () => observe('', als.getStore()));
let reject;
als.run('A', () => new Promise((_, r) => { reject = r; }));
als.run('B', () => reject(new Error()));
