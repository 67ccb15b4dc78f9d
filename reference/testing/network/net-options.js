// Options of servers and sockets, and the errors of connections with two places.
'use strict';
const net = require('node:net');

function thrown(call) {
  try {
    call();
    console.log('nothing thrown');
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}

for (const options of [{ highWaterMark: '5' }, { keepAliveInitialDelay: 'x' }, { highWaterMark: null }]) {
  thrown(() => net.createServer(options));
  thrown(() => new net.Socket(options));
}
for (const name of ['objectMode', 'readableObjectMode', 'writableObjectMode']) {
  thrown(() => new net.Socket({ [name]: true }));
}
thrown(() => net.connect({ port: 1, autoSelectFamily: 5 }));
console.log(new net.Socket({ objectMode: false, onread: null }).readableObjectMode, net.getDefaultAutoSelectFamily());
for (const highWaterMark of [undefined, 0, 100, -5]) console.log(net.createServer({ highWaterMark }).highWaterMark);
for (const keepAliveInitialDelay of [-5, 2500]) console.log(net.createServer({ keepAliveInitialDelay }).keepAliveInitialDelay);

async function unusedPorts(count) {
  const servers = [];
  for (let i = 0; i < count; i++) servers.push(net.createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.on('listening', resolve))));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const marks = new Set();
const server = net.createServer({ highWaterMark: 100 }, (socket) => {
  marks.add(`${socket.readableHighWaterMark} ${socket.writableHighWaterMark}`);
  socket.on('error', () => {}).resume();
}).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const [unused, local] = await unusedPorts(2);
  const names = new Map([[port, 'PORT'], [unused, 'UNUSED'], [local, 'LOCAL']]);
  const hide = (value) => [...names].reduce((text, [number, name]) => text.replaceAll(number, name), `${value}`).replace(/(Local \(127.0.0.1:)\d+/, '$1');
  const one = (name, start) => new Promise((resolve) => {
    const socket = start();
    socket.on('error', (error) => console.log(
      name, hide(error.message), hide(Object.entries(error).map(([key, value]) => `${key}=${value}`).join())));
    socket.on('close', resolve);
  });
  const host = '127.0.0.1';
  await one('twice', () => net.connect(port, host).destroy().connect(port, host));
  await one('from', () => net.connect({ port: unused, host, localAddress: host, localPort: local }));
  await one('from anywhere', () => net.connect({ port: unused, host, localAddress: host }));
  await one('from elsewhere', () => net.connect({ port: unused, host, localAddress: '1.2.3.4' }));
  await one('from a used port', () => net.connect({ port: unused, host, localAddress: host, localPort: port }));
  await one('no port', () => net.connect({ port: 0, host }));
  const socket = net.connect(port, host, () => {
    console.log(socket.readableHighWaterMark);
    socket.destroy();
    server.close(() => console.log(...marks));
  });
});
