// Servers: counting, refusing and ending connections; what sockets say of themselves.
'use strict';
const net = require('node:net');

const server = new net.Server();
server.maxConnections = 1;
console.log(net.Server() instanceof net.Server, net.Socket() instanceof net.Socket, net.Stream === net.Socket);
server.on('drop', (data) => console.log('drop', Object.keys(data).sort().join(), data.remoteAddress));
server.on('connection', (socket) => {
  console.log('connection', socket.server === server, socket.remoteAddress, socket.remoteFamily,
              typeof socket.remotePort, socket.localAddress, socket.localPort === server.address().port);
  server.getConnections((error, count) => console.log('connections', error, count));
  socket.on('data', (data) => socket.write(String(data).toUpperCase()));
  socket.on('end', () => socket.end());
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 5 }, () => {
  const { port, address, family } = server.address();
  console.log('listening', typeof port, address, family, server.ref() === server, server.unref() === server);
  const first = net.createConnection({ port, host: '127.0.0.1' }, () => {
    console.log('first', first.localAddress, first.remotePort === port, first.setNoDelay() === first,
                first.setKeepAlive(true, 1000) === first, first.bytesRead, first.bytesWritten);
    first.setEncoding('utf8');
    first.once('data', (text) => {
      console.log('text', text, typeof text, first.bytesRead, first.bytesWritten);
      const second = net.connect(port, '127.0.0.1');
      second.on('close', (hadError) => {
        console.log('second close', hadError);
        first.end();
      });
      second.resume();
    });
    first.write('hello');
  });
  first.on('close', () => {
    console.log('first close', first.bytesRead, first.bytesWritten, first.localAddress);
    server.close(() => console.log('closed', server.listening));
    server.close((error) => console.log('again', error.code, error.message));
  });
});
