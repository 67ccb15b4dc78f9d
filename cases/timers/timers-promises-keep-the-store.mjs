/*---
id: timers/timers-promises-keep-the-store
requires: [ALS-AWAIT-01]
about: awaiting timers/promises keeps the store
expect:
  timeout: A
  immediate: A
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
const als = new AsyncLocalStorage();
await als.run('A', async () => {
  await sleep(1);
  observe('timeout', als.getStore());
  await turn();
  observe('immediate', als.getStore());
});
