/*---
about: "enterWith(E) in runInAsyncScope, seen by the next scope of the same resource (p16)"
node18: [A, E]
frame: [A, A]
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const resource = als.run('A', () => new AsyncResource('R'));
const look = () => { observe('', als.getStore()); als.enterWith('E'); };
resource.runInAsyncScope(look);
resource.runInAsyncScope(look);
