/*---
id: await/rejection-is-caught-in-the-callers-context
requires: [ALS-AWAIT-01]
about: catch around an await of a failing call sees the catcher's own store
expect:
  thrower: B
  catcher: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', async () => {
  try {
    await als.run('B', async () => {
      await null;
      observe('thrower', als.getStore());
      throw new Error();
    });
  } catch {
    observe('catcher', als.getStore());
  }
});
