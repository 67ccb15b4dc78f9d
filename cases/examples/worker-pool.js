/*---
id: examples/worker-pool
requires: [AR-SCOPE-01, AR-DESTROY-01]
about: a pool of workers calls the callback of each of ten tasks once, with its result, and then ends
formats: [mjs, cjs]
features: [worker-threads]
files: {worker_pool.js: worker-pool, task_processor.js: task-processor}
stdout: {$bag: [0 null 142, 1 null 142, 2 null 142, 3 null 142, 4 null 142,
                5 null 142, 6 null 142, 7 null 142, 8 null 142, 9 null 142]}
---*/
//@block worker-pool-use
