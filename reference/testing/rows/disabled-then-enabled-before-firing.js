/*---
about: "a timer made in run(A); disable(); another run() before it fires (p05)"
node18: [A]
frame: [A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => setTimeout(() => observe('', als.getStore()), 30));
als.disable();
setTimeout(() => als.run('B', () => {}), 1);
