/*---
id: worker/store-is-copied-by-messages
requires: [ALS-GET-01]
about: a store posted to a worker and back is another object; getStore() still gives the very value
features: [worker-threads]
expect:
  same: [true, false]
  original: {id: 1}
  copy: {id: 2}
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
if (isMainThread) {
  const store = { id: 1 };
  storage.run(store, () => {
    const worker = new Worker(new URL(import.meta.url));
    worker.on('message', (copy) => {
      observe('original', store);
      observe('copy', copy);
      storage.run(store, () => observe('same', [storage.getStore() === store, storage.getStore() === copy]));
      worker.terminate();
    });
    worker.postMessage(storage.getStore());
  });
} else {
  parentPort.on('message', (store) => {
    store.id += 1;
    parentPort.postMessage(store);
  });
}
