/*---
id: worker/has-contexts-of-its-own
requires: [ALS-RUN-02, ALS-AWAIT-01]
about: inside a worker run() reaches timers and continuations, as on the main thread
features: [worker-threads]
expect:
  first: [one, one, one, outside]
  second: [two, two, two, outside]
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
if (isMainThread) {
  for (const [label, store] of [['first', 'one'], ['second', 'two']]) {
    const worker = new Worker(new URL(import.meta.url), { workerData: store });
    worker.on('message', (seen) => observe(label, seen));
  }
} else {
  const storage = new AsyncLocalStorage();
  const seen = [];
  await storage.run(workerData, async () => {
    seen.push(storage.getStore());
    await null;
    seen.push(storage.getStore());
    await new Promise((resolve) => setTimeout(resolve, 1));
    seen.push(storage.getStore());
  });
  seen.push(storage.getStore() === undefined ? 'outside' : storage.getStore());
  parentPort.postMessage(seen);
}
