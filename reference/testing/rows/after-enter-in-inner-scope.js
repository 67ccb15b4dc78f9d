/*---
about: "enterWith in a nested scope does not disturb the outer resource (a2)"
node18: [E, B, E]
frame: [E, B, E]
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const outer = new AsyncResource('Outer');
outer.runInAsyncScope(() => {
  als.enterWith('E');
  observe('', als.getStore());
  const inner = new AsyncResource('Inner');
  inner.runInAsyncScope(() => { als.enterWith('B'); observe('', als.getStore()); });
  observe('', als.getStore());
});
