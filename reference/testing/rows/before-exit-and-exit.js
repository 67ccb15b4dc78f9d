/*---
about: "beforeExit and exit see no store, whoever registered them (section 6)"
node18: [undefined, undefined]
frame: [undefined, undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  process.once('beforeExit', () => observe('', als.getStore()));
  process.once('exit', () => observe('', als.getStore()));
});
