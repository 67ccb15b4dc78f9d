// node:net over TCP.
'use strict';

const { isIP } = require('native:net');
const channels = require('./builtin_channels.js');
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
  channels.netClient?.publish({ socket });
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(normalized);
}

module.exports = {
  Server, Socket, Stream: Socket, connect, createConnection: connect, createServer,
  getDefaultAutoSelectFamily: () => false,
  getDefaultAutoSelectFamilyAttemptTimeout: () => 250,
  isIP: (text) => isIP(`${text}`),
  isIPv4: (text) => isIP(`${text}`) === 4,
  isIPv6: (text) => isIP(`${text}`) === 6,
};
require('native:host').refuseExports(
  module.exports, 'net', 'BlockList SocketAddress setDefaultAutoSelectFamily setDefaultAutoSelectFamilyAttemptTimeout ' +
  '_createServerHandle _normalizeArgs _setSimultaneousAccepts');
