/*---
about: "a tick, a promise reaction and a timer made inside exit() (p11)"
node18: [undefined, undefined, undefined]
frame: [undefined, undefined, undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => als.exit(() => {
  process.nextTick(() => observe('', als.getStore()));
  Promise.resolve().then(() => observe('', als.getStore()));
  setTimeout(() => observe('', als.getStore()), 1);
}));
