// Bytes in the program's own buffer instead of 'data': net.connect({ onread }).
'use strict';
const { AsyncLocalStorage, createHook } = require('node:async_hooks');
const net = require('node:net');

const store = new AsyncLocalStorage();
const log = (...args) => console.log(`[${store.getStore()}]`, ...args);
const handles = new Map();
createHook({
  init(id, type, trigger, resource) { if (type === 'TCPWRAP') handles.set(id, 0); },
  before(id) { if (handles.has(id)) handles.set(id, handles.get(id) + 1); },
}).enable();

const text = (count, buffer) => Buffer.from(buffer.buffer, buffer.byteOffset, count).toString();
const buffer = Buffer.alloc(10);
let size = 7;
let goesOn = true;
let left = 3;

/** Each scenario: the option, and what is done with the socket. Two messages and the end come, each when 'next' was sent. */
const scenarios = {
  buffer: [{ buffer, callback(count, given) {
    log(count, given === buffer, this instanceof net.Socket, text(count, given));
    if (given.toString('latin1', 0, count).endsWith('.')) this.write('next');
  } }],
  generator: [{ buffer: () => new Uint8Array(++size), callback(count, given) {
    log(count, given.length, text(count, given));
    if (text(count, given).endsWith('.')) this.write('next');
  } }],
  stops: [{ buffer: Buffer.alloc(7), callback(count, given) {
    log(count, text(count, given));
    if (text(count, given).endsWith('.')) this.write('next');
    goesOn = !goesOn;
    if (!goesOn) setImmediate(() => this.resume());
    return goesOn;
  } }],
  pause: [{ buffer: Buffer.alloc(7), callback(count, given) {
    log(count, text(count, given), this.isPaused(), this.readableFlowing);
    if (text(count, given).endsWith('.')) this.write('next');
    this.pause();
    setImmediate(() => log(left-- > 0 ? this.resume() === this : this.read(0)));
  } }],
  destroys: [{ buffer: Buffer.alloc(40), callback(count, given) {
    log(count, text(count, given));
    this.destroy();
  } }],
  noCallback: [{ buffer }, (socket) => socket.on('data', (data) => { log(`${data}`); socket.write('next'); })],
  noBuffer: [{ buffer: 5, callback: log }, (socket) => socket.on('data', (data) => { log(`${data}`); socket.write('next'); })],
  oddGenerator: [{ buffer: () => 5, callback(count, given) { log(count, given); this.write('next'); } }],
  empty: [{ buffer: Buffer.alloc(0), callback: log }],
};

async function scenario(port, name) {
  const [onread, more] = scenarios[name];
  console.log(`== ${name}`);
  handles.clear();
  const socket = store.run(name, () => net.connect({ port, host: '127.0.0.1', onread }));
  for (const event of ['connect', 'end', 'error', 'pause', 'resume']) socket.on(event, (error) => log(event, error?.code));
  if (more !== undefined) more(socket);
  await new Promise((resolve) => socket.on('close', () => {
    log('close', socket.bytesRead, socket.readableLength, Object.keys(socket).includes('pause'));
    setImmediate(resolve);
  }));
  log(handles.size, [...handles.values()][0]);
}

const messages = ['hello world, 0123456789.', 'and more.'];
const server = net.createServer((socket) => {
  let next = 0;
  const send = () => (next < messages.length ? socket.write(messages[next++]) : socket.end());
  socket.on('data', send);
  socket.on('error', () => {});
  send();
}).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  for (const name of Object.keys(scenarios)) await scenario(port, name);

  console.log('== again');
  const socket = net.connect({ port, host: '127.0.0.1', onread: { buffer, callback: (count) => { log(count); socket.destroy(); } } });
  socket.once('close', () => socket.connect(port, '127.0.0.1').once('close', () => server.close()));
});
