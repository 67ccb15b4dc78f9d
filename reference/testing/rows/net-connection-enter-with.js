/*---
about: enterWith in a connection listener, three connections one after the other
node18: [S, E0, E1]
frame: [S, S, S]
---*/
const net = require('node:net');
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
let count = 0;
const server = net.createServer((socket) => {
  observe('', als.getStore());
  als.enterWith(`E${count++}`);
  socket.end();
});
function connect(left) {
  if (left === 0) server.close();
  else net.connect(server.address().port, '127.0.0.1').resume().on('close', () => connect(left - 1));
}
als.run('S', () => server.listen(0, '127.0.0.1', () => als.exit(connect, 3)));
