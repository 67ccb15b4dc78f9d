/*---
id: exit/async-function-inside-sees-nothing
requires: [ALS-EXIT-02, ALS-EXIT-06]
about: an async function started in exit() has no store before and after its await
expect:
  start: undefined
  resumed: undefined
  caller: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', async () => {
  await als.exit(async () => {
    observe('start', als.getStore());
    await null;
    observe('resumed', als.getStore());
  });
  observe('caller', als.getStore());
});
