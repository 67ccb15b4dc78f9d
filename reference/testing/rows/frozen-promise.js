/*---
about: "then() in run() on a promise made and frozen before any instance was enabled is an uncaught error (frozen.cjs)"
node18: [uncaught TypeError, undefined]
frame: [A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
process.on('uncaughtException', (error) => observe('', 'uncaught ' + error.name));
const promise = Object.freeze(Promise.resolve());
als.run('A', () => {
  promise.then(() => observe('', als.getStore()));
});
