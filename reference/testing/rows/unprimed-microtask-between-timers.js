/*---
about: "enterWith, unprimed, in a microtask between two timers; the exit event sees (q01)"
node18: [X]
frame: [undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
setTimeout(() => queueMicrotask(() => {}), 1);
setTimeout(() => Promise.resolve().then(() => 0), 1);
setTimeout(() => {}, 1);
(async () => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  als.enterWith('X');
})();
setTimeout(() => {}, 1);
process.on('exit', () => observe('', als.getStore()));
