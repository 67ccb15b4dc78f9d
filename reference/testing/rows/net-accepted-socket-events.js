/*---
about: data, end and close of an accepted socket, its server listening in S
node18: [S, undefined, undefined, undefined]
frame: [S, undefined, undefined, undefined]
---*/
const net = require('node:net');
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const show = () => observe('', als.getStore());
const server = net.createServer((socket) => {
  show();
  socket.on('data', show);
  socket.on('end', () => {
    show();
    socket.end();
  });
  socket.on('close', () => {
    show();
    server.close();
  });
});
als.run('S', () => server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1', () => client.end('data'));
  client.resume();
}));
