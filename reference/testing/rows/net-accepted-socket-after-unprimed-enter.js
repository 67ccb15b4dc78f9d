/*---
about: a store entered by an unprimed continuation belongs to the top level, and so to accepted sockets
node18: [X]
frame: [undefined]
---*/
const net = require('node:net');
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
(async () => {
  await 1;
  als.enterWith('X');
  const server = net.createServer((socket) => {
    socket.on('data', () => {
      observe('', als.getStore());
      socket.end();
      server.close();
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const client = net.connect(server.address().port, '127.0.0.1', () => client.end('data'));
    client.resume();
  });
})();
