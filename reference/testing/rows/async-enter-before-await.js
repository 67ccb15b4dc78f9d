/*---
about: "enterWith before the first await of an async function called in A; function, caller and then see (p02)"
node18: [E, E, E]
frame: [E, E, E]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  const promise = (async () => { als.enterWith('E'); observe('', als.getStore()); await null; })();
  observe('', als.getStore());
  promise.then(() => observe('', als.getStore()));
});
