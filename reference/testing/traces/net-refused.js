// A connection that nobody accepts.
'use strict';
const net = require('node:net');
const { note, start } = require('./_trace.cjs');
// Node makes these when a stream first asks whether it is one of them.
void [process.stdout, process.stderr];
start();
const server = net.createServer();
server.listen(0, () => {
  const { port } = server.address();
  server.close(() => {
    const client = net.connect(port, '127.0.0.1');
    client.on('connect', () => note('connect'));
    client.on('error', () => note('error'));
    client.on('close', () => note('close'));
  });
});
