/*---
about: "a timer of A is refreshed from B after it fired (p33)"
node18: [A, B]
frame: [A, B]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
let fired = 0;
const timer = als.run('A', () => setTimeout(() => {
  observe('', als.getStore());
  if (++fired === 1) setTimeout(() => als.run('B', () => timer.refresh()), 1);
}, 1));
