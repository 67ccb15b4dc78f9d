// The channels that node:net publishes to.
'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');
const net = require('node:net');
const http = require('node:http');

const store = new AsyncLocalStorage();
const log = (...args) => console.log(`[${store.getStore()}]`, ...args);

const server = http.createServer((request, response) => {
  log('request', request.url);
  response.end();
});
server.on('connection', () => log('connection'));
const ask = (path) => new Promise((resolve) => {
  store.run(path, () => http.get({ port: server.address().port, host: '127.0.0.1', agent: false, path }, (response) => {
    response.resume().on('close', resolve);
  }));
});

server.listen(0, '127.0.0.1', async () => {
  await ask('/nobody');
  const channels = require('node:diagnostics_channel');
  const told = ({ socket, ...rest }, name) => {
    log(name, socket instanceof net.Socket, socket.connecting, socket.pending, Object.keys(rest).length);
  };
  channels.subscribe('net.client.socket', told);
  await ask('/client');
  channels.subscribe('net.server.socket', told);
  await ask('/both');
  store.run('connect', () => {
    new net.Socket().connect(server.address().port, '127.0.0.1').on('connect', function() { this.destroy(); });
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  channels.unsubscribe('net.client.socket', told);
  channels.unsubscribe('net.server.socket', told);
  await ask('/nobody-again');
  log(channels.hasSubscribers('net.client.socket'), channels.channel('net.client.socket') === channels.channel('net.client.socket'));
  server.close();
});
