/*---
id: generator/for-await-body-keeps-the-store
requires: [ALS-AWAIT-01]
about: the body of for await sees the store of its function on every turn
expect:
  body: {$each: [A, A, A]}
  after: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
async function* source() {
  for (let i = 0; i < 3; i++) { await new Promise((r) => setTimeout(r, 1)); yield i; }
}
als.run('A', async () => {
  for await (const _ of source()) observe('body', als.getStore());
  observe('after', als.getStore());
});
