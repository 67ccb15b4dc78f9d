// The channels of node:diagnostics_channel that node:net publishes to: null as long as nobody asked for them.
'use strict';

module.exports = { 'net.client.socket': null, 'net.server.socket': null };
