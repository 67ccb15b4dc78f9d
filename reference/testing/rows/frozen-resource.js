/*---
about: "run() inside a frozen AsyncResource (q04)"
node18: [TypeError]
frame: [B]
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('primed', () => {});
const resource = Object.freeze(new AsyncResource('R'));
resource.runInAsyncScope(() => {
  try {
    als.run('B', () => observe('', als.getStore()));
  } catch (error) {
    observe('', error.name);
  }
});
