/*---
id: worker/process-exit-ends-the-worker-only
requires: [ALS-RUN-02]
about: process.exit() in a worker ends that worker; the parent hears the code and goes on in its contexts
features: [worker-threads]
expect:
  exit: 3
  later: caller
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker, isMainThread } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  await storage.run('caller', () => new Promise((resolve) => {
    worker.on('exit', (code) => {
      observe('exit', code);
      resolve();
    });
  }).then(() => observe('later', storage.getStore())));
} else {
  process.exit(3);
}
