// A connection that both ends end.
'use strict';
const net = require('node:net');
require('node:dns');
const { note, start } = require('./_trace.cjs');
// Node makes these when a stream first asks whether it is one of them.
void [process.stdout, process.stderr];
start();
const server = net.createServer((socket) => {
  note('connection');
  socket.on('data', (data) => note(`server data ${data}`));
  socket.on('end', () => {
    note('server end');
    socket.end('bye');
  });
  socket.on('close', () => {
    note('server close');
    server.close(() => note('closed'));
  });
});
server.listen(0, '127.0.0.1', () => {
  note('listening');
  const client = net.connect(server.address().port, '127.0.0.1', () => {
    note('connect');
    client.write('hi', () => note('written'));
    client.end();
  });
  client.on('data', (data) => note(`client data ${data}`));
  for (const event of ['end', 'finish', 'close']) client.on(event, () => note(`client ${event}`));
});
