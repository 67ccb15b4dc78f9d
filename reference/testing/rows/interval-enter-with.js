/*---
about: "enterWith in a setInterval callback, three turns (p01)"
node18: [A, E0, E1]
frame: [A, A, A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
let turn = 0;
als.run('A', () => {
  const interval = setInterval(() => {
    observe('', als.getStore());
    als.enterWith('E' + turn);
    if (++turn === 3) clearInterval(interval);
  }, 1);
});
