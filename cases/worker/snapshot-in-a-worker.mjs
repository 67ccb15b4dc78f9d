/*---
id: worker/snapshot-in-a-worker
requires: [ALS-SNAPSHOT-01, AR-SBIND-01]
about: in a worker snapshot() and bind() bring a context into the handler of a message
features: [worker-threads]
expect:
  seen: [snapped, bound]
---*/
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('message', (seen) => observe('seen', seen));
  worker.postMessage('go');
} else {
  const storage = new AsyncLocalStorage();
  const inside = storage.run('snapped', () => AsyncLocalStorage.snapshot());
  const bound = storage.run('bound', () => AsyncResource.bind(() => storage.getStore()));
  parentPort.once('message', () => parentPort.postMessage([inside(() => storage.getStore()), bound()]));
}
