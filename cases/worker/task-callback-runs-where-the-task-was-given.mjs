/*---
id: worker/task-callback-runs-where-the-task-was-given
requires: [AR-SCOPE-01, AR-SCOPE-03]
about: a task's AsyncResource brings the context of its making into the worker's message event, and only there
features: [worker-threads]
expect:
  task: {$each: [[1, first], [2, second]]}
  after: {$each: [[1, maker], [2, maker]]}
---*/
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
if (isMainThread) {
  const tasks = new Map();
  const worker = storage.run('maker', () => {
    const made = new Worker(new URL(import.meta.url));
    made.on('message', (number) => {
      tasks.get(number).runInAsyncScope(() => observe('task', [number, storage.getStore()]));
      observe('after', [number, storage.getStore()]);
      if (number === 2) made.terminate();
    });
    return made;
  });
  ['first', 'second'].forEach((name, i) => storage.run(name, () => {
    tasks.set(i + 1, new AsyncResource('Task'));
    worker.postMessage(i + 1);
  }));
} else {
  parentPort.on('message', (number) => parentPort.postMessage(number));
}
