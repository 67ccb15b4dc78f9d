/*---
node18: [A, E0, E1]
frame: [A, A, A]
about: enterWith() in a listener of a worker's messages
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { Worker } = require('node:worker_threads');
const als = new AsyncLocalStorage();
const text = "const { parentPort } = require('worker_threads'); for (let i = 0; i < 3; i++) parentPort.postMessage(i);";
const worker = als.run('A', () => new Worker(text, { eval: true }));
worker.on('message', (number) => {
  observe('', als.getStore());
  als.enterWith(`E${number}`);
});
