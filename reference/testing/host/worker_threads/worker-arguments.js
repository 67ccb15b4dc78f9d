// Arguments of Worker that are refused, and what a worker sees of those that are taken.
const { Worker, isMainThread, parentPort, resourceLimits, threadId, workerData, getEnvironmentData,
  setEnvironmentData } = require('worker_threads');
console.log(isMainThread, threadId, parentPort, workerData, resourceLimits);
const test = (name, f) => {
  try {
    console.log(name, f());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
test('no path', () => new Worker('x.js'));
test('url text', () => new Worker('file:///x.js'));
test('number', () => new Worker(5));
test('nothing', () => new Worker());
test('eval of a number', () => new Worker(5, { eval: true }));
test('argv', () => new Worker('./x.js', { argv: 5 }));
test('execArgv', () => new Worker('./x.js', { execArgv: 5 }));
test('env', () => new Worker('./x.js', { env: 5 }));
test('data', () => new Worker('', { eval: true, workerData: () => {} }));
test('transfer', () => new Worker('', { eval: true, transferList: [1] }));
setEnvironmentData('shared', { e: 1 });
process.env.PARENT = 'yes';
const text = `
  const w = require('worker_threads');
  w.parentPort.postMessage({
    main: w.isMainThread, id: w.threadId, data: w.workerData, argv: process.argv.slice(1),
    env: [process.env.A, process.env.B, process.env.PARENT], shared: w.getEnvironmentData('shared'),
    own: w.getEnvironmentData('own'), file: __filename, dir: __dirname, module: [module.id, require.main === module],
    limits: w.resourceLimits.stackSizeMb, port: w.parentPort instanceof w.MessagePort,
  });
  process.env.PARENT = 'changed';
`;
const buffer = new ArrayBuffer(2);
const worker = new Worker(text, {
  eval: true, workerData: { buffer, n: 1n }, transferList: [buffer], argv: ['x', 5], env: { A: 1, B: 'b' } });
console.log(worker.threadId, buffer.byteLength, worker.resourceLimits.stackSizeMb, getEnvironmentData('shared'));
worker.on('message', (message) => console.log(message));
process.on('worker', (one) => console.log('worker event', one === worker));
worker.on('exit', (code) => {
  console.log('exit', code, worker.threadId, worker.resourceLimits, process.env.PARENT);
  console.log(worker.postMessage('nobody'), worker.ref(), worker.unref());
  worker.terminate().then((value) => console.log('terminated before', value));
  const plain = new Worker("require('worker_threads').parentPort.postMessage(process.env.PARENT)", { eval: true });
  plain.on('message', (message) => console.log('environment', message, plain.threadId - 1));
});
console.log('end of the main script');
