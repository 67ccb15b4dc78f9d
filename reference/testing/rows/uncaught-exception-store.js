/*---
about: "enterWith(E) in run(A) of a timer that throws; the listener sees (p37)"
node18: [E]
frame: [E]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
process.on('uncaughtException', () => observe('', als.getStore()));
setTimeout(() => { als.enterWith('E'); throw new Error(); }, 1);
