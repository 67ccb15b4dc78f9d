// What server and client of node:http share: header checks, the parser's callbacks, dates.
'use strict';

const { HTTPParser, hasBadHeaderChar, isToken } = require('native:http');
const { codedError, validateBoolean } = require('./errors.js');
const { IncomingMessage, kLimit } = require('./http_incoming.js');

const kDefaultMaxHeaderSize = 16384;

function validateHeaderName(name, label = 'Header name') {
  if (typeof name !== 'string' || !name || !isToken(name)) {
    throw codedError(TypeError, 'ERR_INVALID_HTTP_TOKEN',
                     `${label} must be a valid HTTP token ["${name}"]`, validateHeaderName);
  }
}

function validateHeaderValue(name, value) {
  if (value === undefined) {
    throw codedError(TypeError, 'ERR_HTTP_INVALID_HEADER_VALUE',
                     `Invalid value "${value}" for header "${name}"`, validateHeaderValue);
  }
  if (hasBadHeaderChar(value)) {
    throw codedError(TypeError, 'ERR_INVALID_CHAR', `Invalid character in header content ["${name}"]`,
                     validateHeaderValue);
  }
}

function connectionReset(message) {
  return Object.assign(new Error(message), { code: 'ECONNRESET' });
}

/** An option that is checked, and refused when it is set. */
function refuseFlag(options, name, where) {
  validateBoolean(options[name], `options.${name}`);
  if (options[name]) require('native:host').refuse(`the option ${name} of ${where}`);
}

// ---- The parser ------------------------------------------------------------------------------

/** A parser for `socket`; `resource` becomes the public object of its resource. */
function newParser(socket, forResponses, resource, { maxHeaderSize, maxHeadersCount }) {
  const parser = new HTTPParser();
  parser.initialize(forResponses, resource, maxHeaderSize || kDefaultMaxHeaderSize, socket._handle);
  parser.socket = socket;
  parser.incoming = null;
  parser.outgoing = null;
  parser.onIncoming = null;
  parser.trailers = null;
  parser.maxHeaderPairs = typeof maxHeadersCount === 'number' ? maxHeadersCount << 1 : 2000;
  socket.parser = parser;
  return parser;
}
Object.assign(HTTPParser.prototype, { onHeadersComplete, onBody, onTrailers, onMessageComplete });

function onHeadersComplete(major, minor, headers, method, url, status, message, upgrade, keepAlive) {
  const { socket } = this;
  const incoming = new (socket?.server?.IncomingMessageClass ?? IncomingMessage)(socket);
  this.incoming = incoming;
  incoming.httpVersionMajor = major;
  incoming.httpVersionMinor = minor;
  incoming.httpVersion = major === 1 && minor === 1 ? '1.1' : `${major}.${minor}`;
  incoming.upgrade = upgrade;
  incoming.rawHeaders = headers;
  if (this.maxHeaderPairs > 0 && headers.length > this.maxHeaderPairs) {
    incoming[kLimit] = this.maxHeaderPairs;
    incoming.rawHeaders = limited(headers, this.maxHeaderPairs);
  }
  if (method !== undefined) {
    incoming.method = method;
    incoming.url = url;
  } else {
    incoming.statusCode = status;
    incoming.statusMessage = message;
  }
  return this.onIncoming ? this.onIncoming(incoming, keepAlive) : 0;
}

function onBody(bytes) {
  const { incoming } = this;
  if (incoming !== null && !incoming._dumped && !incoming.push(bytes)) this.socket?.pause();
}

function onTrailers(headers) {
  if (this.incoming === null) return;
  this.incoming.rawTrailers = this.maxHeaderPairs > 0 ? limited(headers, this.maxHeaderPairs) : headers;
}

/** Fields come in pieces of 31, and no further ones once there are enough. */
function limited(headers, limit) {
  return headers.slice(0, Math.ceil(limit / 62) * 62);
}

function onMessageComplete() {
  const { incoming } = this;
  if (incoming !== null) {
    incoming.complete = true;
    incoming.push(null);
  }
  readMore(this.socket);
}

/** Lets the socket flow again, unless the server holds it back. */
function readMore(socket) {
  if (socket && !socket._paused && socket.readable) socket.resume();
}

/** Separates parser, request and socket, and ends the parser's resource. */
function freeParser(parser, request, socket) {
  if (parser && parser.socket !== null) {
    parser.socket = null;
    parser.incoming = null;
    parser.outgoing = null;
    parser.onIncoming = null;
    parser.onExecute = null;
    parser.free();
  }
  if (request) request.parser = null;
  if (socket) socket.parser = null;
}

/** Completes an error of the parser: which bytes it met. */
function prepareError(error, parser, bytes) {
  error.rawPacket = bytes ?? parser.getCurrentBuffer();
  if (typeof error.reason === 'string') error.message = `Parse Error: ${error.reason}`;
}

// ---- Dates -----------------------------------------------------------------------------------

let dateText;

/** The Date header's value, the same text for a second. */
function utcDate() {
  if (dateText === undefined) {
    const now = new Date();
    dateText = now.toUTCString();
    setTimeout(() => { dateText = undefined; }, 1000 - now.getMilliseconds()).unref();
  }
  return dateText;
}

module.exports = {
  connectionReset, freeParser, hasBadHeaderChar, isToken, kDefaultMaxHeaderSize, newParser, prepareError,
  readMore, refuseFlag, utcDate, validateHeaderName, validateHeaderValue,
};
