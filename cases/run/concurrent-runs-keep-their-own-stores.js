/*---
id: run/concurrent-runs-keep-their-own-stores
requires: [ALS-RUN-02, ALS-AWAIT-01]
about: many chains of work at once never see each other's store
expect:
  wrong: 0
  done: 20
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let wrong = 0;
let done = 0;
async function chain(id) {
  for (let step = 0; step < 5; step++) {
    if (als.getStore() !== id) wrong++;
    await (step % 2 ? null : sleep((id * 7 + step) % 3));
  }
  if (als.getStore() !== id) wrong++;
  if (++done === 20) {
    observe('wrong', wrong);
    observe('done', done);
  }
}
for (let id = 0; id < 20; id++) als.run(id, chain, id);
