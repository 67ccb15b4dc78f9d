// Errors of node:net, with all their properties.
'use strict';
const net = require('node:net');

const show = (error, port) => console.log(
  error.constructor.name, error.code, error.message.replaceAll(port, 'PORT'),
  Object.entries(error).map(([key, value]) => `${key}=${value === port ? 'PORT' : value}`).join());

function thrown(call) {
  try {
    call();
    console.log('nothing thrown');
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}

thrown(() => net.connect({}));
thrown(() => net.connect({ port: 70000 }));
thrown(() => net.connect({ port: 'x' }));
thrown(() => net.connect({ port: -1, host: '127.0.0.1' }));
thrown(() => net.connect({ port: true }));
thrown(() => net.connect({ port: 80, lookup: 5 }));
thrown(() => net.connect({ port: 80, localAddress: 'nowhere' }));
thrown(() => net.createServer().listen(-1));
thrown(() => net.createServer().listen(65536));
thrown(() => net.createServer().listen({}));
thrown(() => net.createServer(5));
thrown(() => new net.Socket().setTimeout('5'));
thrown(() => new net.Socket().setTimeout(-5));
thrown(() => new net.Socket().setTimeout(5, 'f'));
console.log(net.isIP('127.0.0.1'), net.isIP('::1'), net.isIP('1.2.3'), net.isIP(''), net.isIPv4('::'), net.isIPv6('fe80::1'));
console.log(net.createServer().address(), net.createServer().listening, new net.Socket().address());

const server = net.createServer();
server.close((error) => show(error));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  console.log(Object.keys(server.address()).join(), server.listening);
  thrown(() => server.listen(0));
  const second = net.createServer().listen(port, '127.0.0.1');
  second.on('error', (error) => {
    show(error, port);
    server.close(() => {
      const client = net.connect(port, '127.0.0.1');
      client.on('error', (refused) => show(refused, port));
      client.on('close', (hadError) => {
        console.log('close', hadError, client.destroyed, client.readyState, client.remoteAddress);
        client.write('late', (late) => show(late));
        client.on('error', () => {});
        setImmediate(reset);
      });
    });
  });
});

function reset() {
  const target = net.createServer((socket) => {
    socket.on('error', (error) => show(error));
    socket.on('close', (hadError) => {
      console.log('server side', hadError);
      target.close();
    });
  });
  target.listen(0, '127.0.0.1', () => {
    const client = net.connect(target.address().port, '127.0.0.1', () => client.resetAndDestroy());
    client.on('close', (hadError) => {
      console.log('client side', hadError);
      setTimeout(broken, 10);
    });
  });
}

function broken() {
  const target = net.createServer((socket) => socket.end());
  target.listen(0, '127.0.0.1', () => {
    const client = net.connect(target.address().port, '127.0.0.1');
    client.resume();
    client.on('error', (error) => show(error));
    client.on('close', () => target.close());
    client.on('end', () => setTimeout(() => client.write('after the end', (error) => show(error ?? new Error('none'))), 10));
  });
}
