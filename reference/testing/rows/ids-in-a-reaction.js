/*---
about: "execution and trigger id are positive in a then callback inside run() (p26)"
node18: ['true']
frame: ['false']
---*/
const { AsyncLocalStorage, executionAsyncId, triggerAsyncId } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => Promise.resolve().then(() => observe('', String(executionAsyncId() > 0 && triggerAsyncId() > 0))));
