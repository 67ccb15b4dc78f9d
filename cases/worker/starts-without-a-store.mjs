/*---
id: worker/starts-without-a-store
requires: [ALS-NEW-02, ALS-RUN-08]
about: a worker started inside run() sees no store, neither at its top level nor later; instances do not cross threads
features: [worker-threads]
expect:
  in-worker: [none, none, none]
  here: parent
  outside: undefined
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
if (isMainThread) {
  storage.run('parent', () => {
    const worker = new Worker(new URL(import.meta.url));
    worker.on('message', (seen) => observe('in-worker', seen));
    observe('here', storage.getStore());
  });
  observe('outside', storage.getStore());
} else {
  const show = () => (storage.getStore() === undefined ? 'none' : storage.getStore());
  const seen = [show()];
  setTimeout(() => {
    seen.push(show());
    Promise.resolve().then(() => {
      seen.push(show());
      parentPort.postMessage(seen);
    });
  }, 1);
}
