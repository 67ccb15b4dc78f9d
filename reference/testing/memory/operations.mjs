// What is left in memory of operations that are over: one line for each, "NAME BYTES".
// process.env.TIMES: how often each is done. process.env.HOOKS: with hooks enabled.
import { AsyncLocalStorage, AsyncResource, createHook } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { promises as files, readFile } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { pipeline, Readable, Transform, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MessageChannel, Worker } from 'node:worker_threads';
import { gzip } from 'node:zlib';

const sleep = promisify(setTimeout);
const file = fileURLToPath(import.meta.url);
const storage = new AsyncLocalStorage();
const agent = new http.Agent({ keepAlive: true });
const server = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => response.end('answer'));
});
const echo = net.createServer((socket) => socket.pipe(socket));

const answered = (request) => new Promise((resolve) => {
  request.on('response', (response) => response.resume().on('end', resolve));
});

const operations = {
  async timers() {
    clearTimeout(+setTimeout(() => {}, 1000));
    setInterval(function once() { clearInterval(this); }, 1);
    setImmediate(() => {});
    await sleep(2);
  },
  async stores() {
    await storage.run({ user: 1 }, async () => { await null; await sleep(0); });
    storage.enterWith({ user: [1, 2, 3] });
    storage.exit(() => {});
  },
  async instances() {
    new AsyncLocalStorage();
    const other = new AsyncLocalStorage();
    other.run(1, () => {});
    other.disable(); // an enabled one cannot be collected
    await sleep(0);
  },
  async resources() {
    const resource = new AsyncResource('Resource');
    resource.runInAsyncScope(() => {});
    AsyncResource.bind(() => {});
    resource.emitDestroy();
    new AsyncResource('Forgotten');
    await sleep(0);
  },
  async ticks() {
    for (let i = 0; i < 10; i++) process.nextTick(() => {});
    await null;
  },
  closed: () => answered(http.get({ port: server.address().port, agent: false, path: '/closed' })),
  kept() {
    const request = http.request({ port: server.address().port, agent, method: 'POST' });
    request.write('x'.repeat(5000));
    request.end('y');
    return answered(request);
  },
  async fetched() {
    await (await fetch(`http://localhost:${server.address().port}/fetched`)).text();
  },
  async files() {
    const handle = await files.open(file);
    await handle.read(Buffer.alloc(100), 0, 100, 0);
    await handle.close();
    await promisify(readFile)(file);
  },
  streams: () => new Promise((resolve) => {
    const through = new Transform({ transform(chunk, encoding, done) { done(null, chunk); } });
    const end = new Writable({ write(chunk, encoding, done) { done(); } });
    pipeline(Readable.from(['a', 'b']), through, end, resolve);
  }),
  async pool() {
    await promisify(randomBytes)(32);
    await promisify(gzip)('text');
  },
  async channels() {
    const { port1, port2 } = new MessageChannel();
    port1.postMessage({ list: [1, 2, 3] });
    await once(port2, 'message');
    port1.close();
    await once(port2, 'close');
  },
  async sockets() {
    const socket = net.connect(echo.address().port, () => socket.end('text'));
    await once(socket.resume(), 'close');
  },
  async keys(number) {
    const object = { [`key${number}`]: 1 };
    new Map([[`entry${number}`, object]]).clear();
    new WeakMap([[object, object]]);
    new WeakRef(object);
    await sleep(0);
  },
  async rejections() {
    Promise.reject(new Error('nobody'));
    const late = Promise.reject(new Error('late'));
    await null;
    await late.catch(() => {});
    await sleep(0);
  },
  async errors() {
    try {
      null.property;
    } catch (error) {
      JSON.parse(JSON.stringify({ stack: error.stack, match: /a(b+)/.exec('xabbb') }));
    }
    await sleep(0);
  },
  async events() {
    const emitter = new EventEmitter();
    const event = once(emitter, 'event');
    emitter.emit('event', 1);
    await event;
  },
  async aborted() {
    await sleep(50, null, { signal: AbortSignal.timeout(1) }).catch(() => {});
  },
  async workers(number) {
    if (number % 10 === 0) await once(new Worker('', { eval: true }), 'exit');
  },
};

/** Bytes in use when nothing is going on. */
async function settled() {
  for (let i = 0; i < 3; i++) {
    gc();
    await sleep(5);
  }
  return process.memoryUsage().heapUsed;
}

process.on('unhandledRejection', () => {});
if (process.env.HOOKS) createHook({ init() {}, before() {}, after() {}, destroy() {} }).enable();
await Promise.all([once(server.listen(0), 'listening'), once(echo.listen(0), 'listening')]);
for (const [name, operation] of Object.entries(operations)) {
  let number = 0;
  // The first ones make what all others share.
  while (number < 50) await operation(number++);
  const before = await settled();
  while (number < 50 + Number(process.env.TIMES)) await operation(number++);
  console.log(name, await settled() - before);
}
agent.destroy();
server.close();
echo.close();
