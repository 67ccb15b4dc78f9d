/*---
about: "enterWith(E) in run(A) nested in run(A), seen after the inner run (p27)"
node18: [E]
frame: [E]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.run('A', () => als.enterWith('E'));
  observe('', als.getStore());
});
