/*---
id: await/store-survives-await
requires: [ALS-AWAIT-01]
about: after an await the store is the one of the call, whoever resolved
expect:
  first: A
  second: A
  outside: undefined
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
let release;
const gate = new Promise((resolve) => { release = resolve; });
async function work() {
  await null;
  observe('first', als.getStore());
  await gate;
  observe('second', als.getStore());
}
const done = als.run('A', work);
als.run('B', () => setTimeout(release, 1));
await done;
observe('outside', als.getStore());
