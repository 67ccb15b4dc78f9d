/*---
id: worker/bound-message-listener
requires: [EE-BIND-01, AR-SBIND-01]
about: a listener of a worker bound with AsyncResource.bind() has the context in which it was bound
features: [worker-threads]
expect:
  bound: binder
---*/
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
if (isMainThread) {
  const worker = storage.run('maker', () => new Worker(new URL(import.meta.url)));
  storage.run('binder', () => {
    worker.on('message', AsyncResource.bind(() => observe('bound', storage.getStore())));
  });
} else {
  parentPort.postMessage('hello');
}
