/*---
id: examples/worker-pool-tracking
requires: [AR-SCOPE-01, AR-NEW-02]
about: a task that finds a free worker has its callback called in the context of its runTask()
formats: [mjs, cjs]
features: [worker-threads]
files: {worker_pool.js: worker-pool, task_processor.js: task-processor}
expect:
  task-0: [first, null, 142]
  task-1: [second, null, 142]
  outside: undefined
---*/
//@import { AsyncLocalStorage } from 'node:async_hooks'
//@import WorkerPool from './worker_pool.js'
const storage = new AsyncLocalStorage();
const pool = new WorkerPool(2);
let finished = 0;
['first', 'second'].forEach((name, i) => {
  storage.run(name, () => pool.runTask({ a: 42, b: 100 }, (error, result) => {
    observe(`task-${i}`, [storage.getStore(), error, result]);
    if (++finished === 2) pool.close();
  }));
});
observe('outside', storage.getStore());
