/*---
about: "a timer made in run(A), then disable() outside (p06)"
node18: [undefined]
frame: [A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => setTimeout(() => observe('', als.getStore()), 1));
als.disable();
