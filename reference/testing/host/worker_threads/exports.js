// What the module exports: plain properties, in Node's order, that a program may change.
const first = require('worker_threads');
console.log(Object.keys(first).join(' '));
for (const [key, own] of Object.entries(Object.getOwnPropertyDescriptors(first))) {
  console.log(key, typeof own.value, own.writable, own.enumerable, own.configurable);
}
const { Worker, isMainThread, parentPort, resourceLimits, threadId, workerData } = first;
console.log(isMainThread, parentPort, resourceLimits, threadId, workerData, Worker === first.Worker);
const text = `
  const own = require('worker_threads');
  own.threadId = 'changed';
  own.added = 'added';
  delete own.SHARE_ENV;
  const show = ['isMainThread', 'threadId', 'workerData', 'added'].map((key) => own[key]);
  own.parentPort.postMessage([show, 'SHARE_ENV' in own, Object.keys(own), own.resourceLimits]);
`;
const worker = new Worker(text, { eval: true, workerData: 'data', resourceLimits: { stackSizeMb: 3 } });
worker.on('message', (message) => console.log(message));
