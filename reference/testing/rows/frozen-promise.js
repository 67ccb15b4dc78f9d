/*---
about: "then() in run() on a promise made and frozen before any instance was enabled (frozen.cjs)"
node18: [TypeError]
frame: [ok]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const promise = Object.freeze(Promise.resolve());
als.run('A', () => {
  let result = 'ok';
  try { promise.then(() => {}); } catch (error) { result = error.name; }
  observe('', result);
});
