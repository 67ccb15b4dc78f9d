/*---
about: "enterWith inside run(), seen after run() and in a timer (s06)"
node18: [undefined, E]
frame: [undefined, E]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.enterWith('E');
  setTimeout(() => observe('', als.getStore()), 1);
});
observe('', als.getStore());
