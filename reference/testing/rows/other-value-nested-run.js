/*---
about: "enterWith(E) in run(B) nested in run(A), seen after the inner run (p27)"
node18: [A]
frame: [A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.run('B', () => als.enterWith('E'));
  observe('', als.getStore());
});
