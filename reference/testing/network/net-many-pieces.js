// A system call writes 1024 pieces at most: what is more waits for the loop.
'use strict';
const { AsyncLocalStorage, createHook } = require('node:async_hooks');
const http = require('node:http');
const net = require('node:net');

const store = new AsyncLocalStorage();
const log = (...args) => console.log(`[${store.getStore()}]`, ...args);
let requests = 0;
createHook({ init(id, type) { if (type === 'WRITEWRAP') requests++; } }).enable();

function turns(count) {
  setImmediate(() => {
    log('immediate', count);
    if (count > 1) turns(count - 1);
  });
}

const over = (emitter, event) => new Promise((resolve) => emitter.on(event, resolve));

/** What is sent in so many pieces, each by `write(i)`. */
async function byNet(name, count, write = () => 'x') {
  console.log(`== net, ${name}`);
  requests = 0;
  let received = 0;
  const server = net.createServer((socket) => {
    socket.on('data', () => {});
    socket.on('drain', () => log('drain'));
    socket.on('finish', () => log('finish'));
    socket.on('close', () => server.close());
    store.run(name, () => {
      turns(6);
      socket.cork();
      for (let i = 0; i < count; i++) socket.write(write(i), i === count - 1 ? () => log('last write') : undefined);
      socket.uncork();
      log(socket.bytesWritten, socket._handle.writeQueueSize, socket.writableLength);
      socket.write('after', () => log('written'));
      socket.end(() => log('ended'));
    });
  }).listen(0, '127.0.0.1', () => {
    net.connect(server.address().port, '127.0.0.1').on('data', (data) => { received += data.length; });
  });
  await over(server, 'close');
  console.log(received, requests);
}

async function byHttp(name, count, chunk) {
  console.log(`== http, ${name}`);
  requests = 0;
  let received = 0;
  const server = http.createServer((request, response) => store.run(name, () => {
    turns(6);
    response.on('drain', () => log('drain'));
    response.on('finish', () => log('finish'));
    response.on('close', () => log('close'));
    for (let i = 0; i < count; i++) response.write(chunk, i === count - 1 ? () => log('last write') : undefined);
    response.end();
  })).listen(0, '127.0.0.1', () => {
    http.get({ port: server.address().port, host: '127.0.0.1', agent: false }, (response) => {
      response.on('data', (data) => { received += data.length; });
      response.on('end', () => server.close());
    });
  });
  await over(server, 'close');
  console.log(received, requests);
}

(async () => {
  for (const count of [1024, 1025, 2048, 2049, 5000]) await byNet(`${count} texts`, count);
  const buffer = Buffer.from('buffer');
  await byNet('buffers', 3000, () => buffer);
  await byNet('both', 3000, (i) => (i % 2 === 0 ? buffer : 'äöü'));
  await byNet('empty ones', 3000, (i) => (i === 1100 ? 'x' : ''));
  await byNet('nothing', 3000, () => '');
  await byNet('changed', 3000, (i) => (i === 2999 ? Buffer.alloc(10) : 'x'));
  await byHttp('200 chunks', 200, 'x');
  await byHttp('300 chunks', 300, 'x');
  await byHttp('2000 chunks', 2000, 'x');
  await byHttp('buffers', 2000, buffer);
})();
