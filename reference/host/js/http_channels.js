// The channels of node:diagnostics_channel that node:http publishes to: null as long as nobody asked for them.
'use strict';

const channels = { clientStart: null, clientFinish: null, serverStart: null, serverFinish: null, made };

const kKeys = {
  __proto__: null,
  'http.client.request.start': 'clientStart',
  'http.client.response.finish': 'clientFinish',
  'http.server.request.start': 'serverStart',
  'http.server.response.finish': 'serverFinish',
};

/** A channel was made. */
function made(channel) {
  const key = kKeys[channel.name];
  if (key !== undefined) channels[key] = channel;
}

module.exports = channels;
