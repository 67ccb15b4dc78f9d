/*---
id: worker/error-and-exit-see-the-workers-creation
requires: [ALS-RUN-02]
about: the error and exit events of a worker that throws have the store of the worker's making; the error is a copy
features: [worker-threads]
expect:
  error: [RangeError, too much, maker]
  exit: [1, maker]
order: [[error, exit]]
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker, isMainThread } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
if (isMainThread) {
  storage.run('maker', () => {
    const worker = new Worker(new URL(import.meta.url));
    worker.on('error', (error) => observe('error', [error.name, error.message, storage.getStore()]));
    worker.on('exit', (code) => observe('exit', [code, storage.getStore()]));
  });
} else {
  storage.run('inside', () => {
    throw new RangeError('too much');
  });
}
