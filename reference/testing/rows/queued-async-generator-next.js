/*---
about: "three next() calls queued from A, B and C; the body sees (p30)"
node18: [A, A, A]
frame: [A, A, A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
async function* body() {
  for (let i = 0; i < 3; i++) { observe('', als.getStore()); await null; yield i; }
}
const it = body();
for (const store of ['A', 'B', 'C']) als.run(store, () => it.next());
