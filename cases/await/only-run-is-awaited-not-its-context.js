/*---
id: await/only-run-is-awaited-not-its-context
requires: [ALS-AWAIT-02]
about: awaiting run() does not bring its store out
expect:
  inside: A
  outside: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
(async () => {
  await als.run('A', async () => { await null; observe('inside', als.getStore()); });
  observe('outside', als.getStore());
})();
