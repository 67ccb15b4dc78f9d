// Async resources of ports and workers: type, trigger and execution ids, relative to the first of each.
const { createHook, executionAsyncId, executionAsyncResource } = require('async_hooks');
const { MessageChannel, MessagePort, Worker } = require('worker_threads');
const lines = [];
const names = new Map([[0, 0], [1, 'main']]);
const name = (id) => names.get(id) ?? '?';
const wanted = new Set(['MESSAGEPORT', 'WORKER']);
const counts = {};
createHook({
  init(id, type, trigger, resource) {
    if (!wanted.has(type)) return;
    counts[type] = (counts[type] || 0) + 1;
    names.set(id, `${type}-${counts[type]}`);
    lines.push(`init ${name(id)} ${name(trigger)} ${name(executionAsyncId())} ${resource.constructor.name}`);
  },
  before(id) { if (names.has(id)) lines.push(`before ${name(id)}`); },
  after(id) { if (names.has(id)) lines.push(`after ${name(id)}`); },
  destroy(id) { if (names.has(id)) lines.push(`destroy ${name(id)}`); },
}).enable();
// Whether a worker's ports close before or after its end is open, and so is the order of destroy events: the lines of
// each resource are compared, and the order of the others.
const flush = (title) => {
  const all = lines.splice(0);
  if (title === 'ended') all.sort((a, b) => a.split(' ').pop().localeCompare(b.split(' ').pop()));
  const isDestroy = (line) => line.startsWith('destroy');
  console.log(title, [...all.filter((line) => !isDestroy(line)), ...all.filter(isDestroy).sort()]);
};
const { port1, port2 } = new MessageChannel();
port2.on('message', (m) => {
  lines.push(`message ${m} ${executionAsyncResource() === port2} ${name(executionAsyncId())}`);
  if (m === 2) port2.close();
});
port1.on('close', () => {
  lines.push(`close ${name(executionAsyncId())}`);
  setImmediate(() => setImmediate(() => {
    flush('channel');
    worker();
  }));
});
port1.ref();
port1.postMessage(1);
port1.postMessage(2);
function worker() {
  const one = new Worker(`const { parentPort } = require('worker_threads');
    parentPort.on('message', (m) => (m === 'exit' ? process.exit() : parentPort.postMessage(m)))`, { eval: true });
  one.on('online', () => {
    lines.push(`online ${name(executionAsyncId())}`);
    setTimeout(() => {
      flush('started');
      one.postMessage('ping');
    }, 50);
  });
  one.on('message', () => {
    lines.push(`message ${name(executionAsyncId())} ${executionAsyncResource() instanceof MessagePort}`);
    setTimeout(() => {
      flush('answered');
      one.postMessage('exit');
    }, 50);
  });
  one.on('exit', () => {
    lines.push(`exit ${name(executionAsyncId())}`);
    setTimeout(() => flush('ended'), 50);
  });
}
