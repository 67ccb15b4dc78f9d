/*---
about: "enterWith after an await; the rest of the function and its caller see (p03)"
node18: [E, E, A]
frame: [E, E, A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('primed', () => {});
als.run('A', async () => {
  await (async () => {
    await null;
    als.enterWith('E');
    observe('', als.getStore());
    await null;
    observe('', als.getStore());
  })();
  observe('', als.getStore());
});
