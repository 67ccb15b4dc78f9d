/*---
about: "run() is unwound when the uncaughtException listener runs (section 6)"
node18: [undefined]
frame: [undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
process.on('uncaughtException', () => observe('', als.getStore()));
als.run('primed', () => {});
setTimeout(() => als.run('A', () => { throw new Error(); }), 1);
