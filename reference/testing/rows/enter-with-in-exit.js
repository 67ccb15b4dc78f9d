/*---
about: "enterWith(E) inside exit(), seen after it (p08)"
node18: [E]
frame: [A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.exit(() => als.enterWith('E'));
  observe('', als.getStore());
});
