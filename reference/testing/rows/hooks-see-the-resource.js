/*---
about: "getStore() in before and after hooks of a resource of A entered in B (p24)"
node18: [A, A]
frame: [B, B]
---*/
const { AsyncLocalStorage, AsyncResource, createHook } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const resource = als.run('A', () => new AsyncResource('R'));
const seen = [];
const look = (id) => { if (id === resource.asyncId()) seen.push(als.getStore()); };
const hook = createHook({ before: look, after: look }).enable();
als.run('B', () => resource.runInAsyncScope(() => {}));
hook.disable();
for (const store of seen) observe('', store);
