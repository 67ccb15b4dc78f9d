// node:net over TCP.
'use strict';

const { isIP } = require('native:net');
const { Server } = require('./net_server.js');
const { Socket, normalizeArgs } = require('./net_socket.js');

function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

/** connect(options|port[, host][, listener]) */
function connect(...args) {
  const normalized = normalizeArgs(args);
  const [options] = normalized;
  const socket = new Socket(options);
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(normalized);
}

module.exports = {
  Server, Socket, Stream: Socket, connect, createConnection: connect, createServer,
  isIP: (text) => isIP(`${text}`),
  isIPv4: (text) => isIP(`${text}`) === 4,
  isIPv6: (text) => isIP(`${text}`) === 6,
};
