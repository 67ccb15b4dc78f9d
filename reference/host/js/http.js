// node:http.
'use strict';

const { validateInteger } = require('./errors.js');
const agents = require('./http_agent.js');
const { ClientRequest } = require('./http_client.js');
const { kDefaultMaxHeaderSize, validateHeaderName, validateHeaderValue } = require('./http_common.js');
const { IncomingMessage } = require('./http_incoming.js');
const { OutgoingMessage } = require('./http_outgoing.js');
const { ServerResponse } = require('./http_response.js');
const { Server, beginConnection } = require('./http_server.js');
const { METHODS, STATUS_CODES } = require('./http_status.js');

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

/** request(url[, options][, callback]), request(options[, callback]) */
function request(url, options, callback) {
  return new ClientRequest(url, options, callback);
}

/** The same for a request without body, ended at once. */
function get(url, options, callback) {
  const made = request(url, options, callback);
  made.end();
  return made;
}

module.exports = {
  _connectionListener(socket) { beginConnection(this, socket); },
  METHODS: METHODS.slice(), STATUS_CODES, Agent: agents.Agent, ClientRequest, IncomingMessage, OutgoingMessage, Server,
  ServerResponse, createServer, validateHeaderName, validateHeaderValue, get, request,
  // There is no pool of parsers to bound.
  setMaxIdleHTTPParsers(max) { validateInteger(max, 'max', 1); },
};
Object.defineProperty(module.exports, 'maxHeaderSize', {
  get() { return kDefaultMaxHeaderSize; }, configurable: true, enumerable: true,
});
Object.defineProperty(module.exports, 'globalAgent', {
  get() { return agents.globalAgent; }, set(agent) { agents.globalAgent = agent; },
  configurable: true, enumerable: true,
});
