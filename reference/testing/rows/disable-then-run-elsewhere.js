/*---
about: "in run(A) an immediate and disable(), then run(B); the immediate and the code after run(B) in run(A) see (s08)"
node18: [A, A]
frame: [undefined, undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  setImmediate(() => observe('', als.getStore()));
  als.disable();
  als.run('B', () => {});
  observe('', als.getStore());
});
