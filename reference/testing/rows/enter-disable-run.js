/*---
about: "enterWith A, a timer, disable(), run(B); then getStore() and the timer (p07)"
node18: [A, A]
frame: [undefined, undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.enterWith('A');
setTimeout(() => observe('', als.getStore()), 1);
als.disable();
als.run('B', () => {});
observe('', als.getStore());
