/*---
about: "a resource made before exit(), entered during it (s10)"
node18: [undefined, A]
frame: [A, A]
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  const resource = new AsyncResource('R');
  als.exit(() => resource.runInAsyncScope(() => observe('', als.getStore())));
  resource.runInAsyncScope(() => observe('', als.getStore()));
});
