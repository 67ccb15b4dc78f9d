/*---
about: "run(undefined) inside run(A), and a timer made there (p28)"
node18: [undefined, undefined]
frame: [undefined, undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => als.run(undefined, () => {
  observe('', als.getStore());
  setTimeout(() => observe('', als.getStore()), 1);
}));
