/*---
about: "enterWith(E) inside a snapshot function, seen by its next call (p14)"
node18: [A, E]
frame: [A, A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const snapshot = als.run('A', () => AsyncLocalStorage.snapshot());
const look = () => { observe('', als.getStore()); als.enterWith('E'); };
snapshot(look);
snapshot(look);
