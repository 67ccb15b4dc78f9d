// The channels of node:diagnostics_channel that node:http and node:net publish to: null as long as nobody asked for them.
'use strict';

const channels = {
  httpClientStart: null, httpClientFinish: null, httpServerStart: null, httpServerFinish: null,
  netClient: null, netServer: null, made,
};

const kKeys = {
  __proto__: null,
  'http.client.request.start': 'httpClientStart',
  'http.client.response.finish': 'httpClientFinish',
  'http.server.request.start': 'httpServerStart',
  'http.server.response.finish': 'httpServerFinish',
  'net.client.socket': 'netClient',
  'net.server.socket': 'netServer',
};

/** A channel was made. */
function made(channel) {
  const key = kKeys[channel.name];
  if (key !== undefined) channels[key] = channel;
}

module.exports = channels;
