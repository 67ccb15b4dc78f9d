/*---
about: "a promise made in A is resolved in B with a thenable; its then() sees (p18)"
node18: [A]
frame: [B]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
let resolve;
als.run('A', () => new Promise((r) => { resolve = r; }));
als.run('B', () => resolve({ then(done) { observe('', als.getStore()); done(); } }));
