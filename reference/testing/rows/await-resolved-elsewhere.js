/*---
about: "an await in A of a promise made in B and resolved in C (s04)"
node18: [A]
frame: [A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
let resolve;
const promise = als.run('B', () => new Promise((r) => { resolve = r; }));
als.run('A', async () => { await promise; observe('', als.getStore()); });
als.run('C', () => setTimeout(resolve, 1));
