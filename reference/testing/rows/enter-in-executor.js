/*---
about: "enterWith inside a Promise executor (p38)"
node18: [E]
frame: [E]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  new Promise(() => als.enterWith('E'));
  observe('', als.getStore());
});
