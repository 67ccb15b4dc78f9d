/*---
id: worker/events-once-keeps-the-awaiting-context
requires: [ALS-AWAIT-01]
about: an awaited events.once() of a worker is awaited in the context of the await, not the worker's
features: [worker-threads]
expect:
  reply: [pong, caller]
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
if (isMainThread) {
  const worker = storage.run('maker', () => new Worker(new URL(import.meta.url)));
  await storage.run('caller', async () => {
    worker.postMessage('ping');
    const [reply] = await once(worker, 'message');
    observe('reply', [reply, storage.getStore()]);
  });
} else {
  parentPort.once('message', () => parentPort.postMessage('pong'));
}
