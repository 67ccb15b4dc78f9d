/*---
about: "a timer made in run(A) after disable(); enterWith elsewhere enables before it fires (p32)"
node18: [undefined]
frame: [undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.disable();
  setTimeout(() => observe('', als.getStore()), 30);
});
setTimeout(() => als.enterWith('X'), 1);
