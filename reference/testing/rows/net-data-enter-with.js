/*---
about: enterWith in a data listener of an accepted socket, three pieces of data
node18: [undefined, E0, E1]
frame: [undefined, undefined, undefined]
---*/
const net = require('node:net');
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
let count = 0;
const server = net.createServer((socket) => {
  socket.on('data', () => {
    observe('', als.getStore());
    als.enterWith(`E${count++}`);
    socket.write('more');
  });
  socket.on('end', () => socket.end());
});
als.run('S', () => server.listen(0, '127.0.0.1', () => {
  let left = 3;
  const client = net.connect(server.address().port, '127.0.0.1', () => client.write('first'));
  client.on('data', () => {
    if (--left > 0) client.write('next');
    else client.end();
  });
  client.on('close', () => server.close());
}));
