/*---
id: worker/message-listener-sees-the-workers-creation
requires: [ALS-RUN-02]
about: the events of a worker made in run() have its store, whoever posts and from wherever
features: [worker-threads]
expect:
  message: {$each: [[1, maker], [2, maker]]}
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
if (isMainThread) {
  const worker = storage.run('maker', () => {
    const made = new Worker(new URL(import.meta.url));
    made.on('message', (number) => {
      observe('message', [number, storage.getStore()]);
      if (number === 2) made.terminate();
    });
    return made;
  });
  worker.postMessage(1);
  storage.run('poster', () => worker.postMessage(2));
} else {
  parentPort.on('message', (number) => parentPort.postMessage(number));
}
