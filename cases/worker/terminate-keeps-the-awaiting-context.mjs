/*---
id: worker/terminate-keeps-the-awaiting-context
requires: [ALS-AWAIT-01]
about: await worker.terminate() goes on in the context of the await, with the exit code 1
features: [worker-threads]
expect:
  before: caller
  after: caller
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
if (isMainThread) {
  const worker = storage.run('maker', () => new Worker(new URL(import.meta.url)));
  await storage.run('caller', async () => {
    observe('before', storage.getStore());
    await worker.terminate();
    observe('after', storage.getStore());
  });
} else {
  parentPort.on('message', () => {});
}
