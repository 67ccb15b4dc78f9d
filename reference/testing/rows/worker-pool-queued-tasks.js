/*---
node18: [task0, pool, pool, pool]
frame: [task0, pool, pool, pool]
about: a task that waited gets its AsyncResource in the message event of the worker, hence the context of the pool
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const { Worker } = require('node:worker_threads');
const als = new AsyncLocalStorage();
const text = "const { parentPort } = require('worker_threads'); parentPort.on('message', (m) => parentPort.postMessage(m));";
const waiting = [];
let current = null;
const worker = als.run('pool', () => new Worker(text, { eval: true }));
function runTask(number) {
  if (current !== null) return waiting.push(number);
  current = new AsyncResource('Task');
  worker.postMessage(number);
}
worker.on('message', (number) => {
  current.runInAsyncScope(() => observe('', als.getStore()));
  current = null;
  if (waiting.length > 0) runTask(waiting.shift());
  else if (number === 3) worker.terminate();
});
for (let i = 0; i < 4; i++) als.run(`task${i}`, runTask, i);
