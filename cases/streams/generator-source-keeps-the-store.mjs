/*---
id: streams/generator-source-keeps-the-store
requires: [ALS-AWAIT-01]
about: an async generator behind Readable.from(), made and read inside run(), keeps the store
features: [streams]
expect:
  generator: {$each: [A, A]}
  read: {$each: [[1, A], [2, A]]}
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
const als = new AsyncLocalStorage();
async function* source() {
  for (const n of [1, 2]) {
    await null;
    observe('generator', als.getStore());
    yield n;
  }
}
await als.run('A', async () => {
  for await (const n of Readable.from(source())) observe('read', [n, als.getStore()]);
});
