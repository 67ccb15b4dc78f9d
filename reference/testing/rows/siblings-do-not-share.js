/*---
about: "enterWith in one of two timers made together in A (p36)"
node18: [A, A]
frame: [A, A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  for (let i = 0; i < 2; i++) {
    setTimeout(() => { observe('', als.getStore()); als.enterWith('E'); }, 1);
  }
});
