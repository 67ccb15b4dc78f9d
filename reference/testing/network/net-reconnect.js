// A socket that was destroyed, or ended, connects again.
'use strict';
const { AsyncLocalStorage, createHook, executionAsyncId } = require('node:async_hooks');
const net = require('node:net');

const store = new AsyncLocalStorage();
const log = (...args) => console.log(`[${store.getStore()}]`, ...args);

const made = [];
createHook({ init(id, type) { if (/^(TCP|WRITE|SHUTDOWN)/.test(type)) made.push(type); } }).enable();
const resources = () => log(made.splice(0).join());

const show = (arg) => (arg instanceof Error ? `${arg.syscall} ${arg.code}` : Buffer.isBuffer(arg) ? `${arg}` : arg);
function watch(socket) {
  for (const event of ['connect', 'ready', 'data', 'end', 'finish', 'timeout', 'error', 'close']) {
    socket.on(event, (...args) => log(event, ...args.map(show)));
  }
  return socket;
}

function state(socket) {
  const { _readableState: r, _writableState: w } = socket;
  log(socket.destroyed, socket.connecting, socket.pending, socket.readyState, socket.closed, socket.errored?.code,
      socket.bytesRead, socket.bytesWritten, socket.remotePort === undefined, socket.localPort === undefined,
      [r.ended, r.endEmitted, Boolean(r.errored), r.errorEmitted, r.reading, r.closed, r.closeEmitted].join(),
      [w.ended, w.ending, w.finished, w.finalCalled, w.prefinished, w.errorEmitted, w.closed, w.closeEmitted, w.length].join());
}

const scenarios = {
  again(port, done) {
    const socket = watch(store.run('first', () => net.connect(port, '127.0.0.1')));
    let closes = 0;
    socket.on('close', () => {
      state(socket);
      if (++closes === 3) return done();
      store.run(`again ${closes}`, () => {
        log(socket.connect(port, '127.0.0.1', () => log('callback')) === socket);
        state(socket);
        log(socket.write('late', (error) => log('written', error)));
      });
    });
  },
  refused(port, done, unused) {
    const socket = watch(store.run('first', () => net.connect(unused, '127.0.0.1')));
    let closes = 0;
    socket.on('close', () => {
      state(socket);
      if (++closes === 4) return done();
      store.run(`again ${closes}`, () => socket.connect(closes === 3 ? port : unused, '127.0.0.1'));
      state(socket);
    });
  },
  inError(port, done, unused) {
    const socket = watch(store.run('first', () => net.connect(unused, '127.0.0.1')));
    socket.once('error', () => {
      store.run('in error', () => socket.connect(port, '127.0.0.1'));
      state(socket);
    });
    // Its 'close' came meanwhile: there is no 'end' any more.
    setTimeout(() => {
      state(socket);
      socket.destroy();
      done();
    }, 50);
  },
  atOnce(port, done) {
    const socket = watch(store.run('first', () => net.connect(port, '127.0.0.1')));
    socket.destroy();
    store.run('at once', () => socket.connect(port, '127.0.0.1'));
    state(socket);
    setTimeout(() => { state(socket); done(); }, 50);
  },
  inEnd(port, done) {
    const socket = watch(store.run('first', () => net.connect(port, '127.0.0.1')));
    socket.once('end', () => {
      socket.destroy();
      store.run('in end', () => socket.connect(port, '127.0.0.1'));
      state(socket);
      setTimeout(() => { state(socket); socket.destroy(); done(); }, 50);
    });
  },
  endedBefore(port, done) {
    const socket = watch(new net.Socket());
    socket.resume();
    socket.end('x', () => log('ended'));
    state(socket);
    store.run('connect', () => socket.connect(port, '127.0.0.1'));
    state(socket);
    socket.on('close', () => { state(socket); setTimeout(done, 20); });
  },
  timeouts(port, done) {
    const socket = watch(store.run('first', () => net.connect(port, '127.0.0.1')));
    socket.setTimeout(10);
    socket.once('close', () => {
      socket.connect({ port, host: '127.0.0.1' });
      socket.once('connect', () => socket.write('stay'));
      setTimeout(() => {
        state(socket);
        socket.setTimeout(10);
        socket.once('timeout', () => socket.destroy());
        socket.once('close', done);
      }, 60);
    });
  },
  neverConnected(port, done) {
    const socket = watch(new net.Socket());
    socket.write('a', (error) => log(error.code));
    socket.once('close', (...args) => {
      log(args.length);
      socket.connect(port, '127.0.0.1');
      socket.once('close', done);
    });
  },
};

const closed = net.createServer().listen(0, '127.0.0.1', () => {
  const { port: unused } = closed.address();
  closed.close();
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.write('hi');
    socket.resume();
    const timer = setTimeout(() => socket.end(), 5);
    socket.on('data', (data) => `${data}` === 'stay' && clearTimeout(timer));
  }).listen(0, '127.0.0.1', async () => {
    const { port } = server.address();
    for (const name of Object.keys(scenarios)) {
      console.log(`== ${name}`);
      await new Promise((resolve) => store.exit(() => scenarios[name](port, () => setTimeout(resolve, 20), unused)));
      resources();
    }
    server.close();
  });
});
