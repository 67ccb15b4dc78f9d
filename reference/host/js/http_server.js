// http.Server: requests of many connections, each answered in the order it came.
//
// Words
// - connection: a socket with its parser; its state holds what waits on it.
// - incoming, outgoing: requests not answered yet, responses that wait for their turn.
'use strict';

const { withTrigger } = require('native:net');
const {
  codedError, outOfRange, validateFunction, validateInteger, validateObject,
} = require('./errors.js');
const channels = require('./builtin_channels.js');
const {
  connectionReset, freeParser, newParser, prepareError, refuseFlag,
} = require('./http_common.js');
const { IncomingMessage } = require('./http_incoming.js');
const { kNeedDrain } = require('./http_outgoing.js');
const { ServerResponse, emitClose } = require('./http_response.js');
const { STATUS_CODES } = require('./http_status.js');
const net = require('net');
const { kAsyncId } = require('./net_socket.js');

const kConnections = Symbol('connections');  // sockets with a parser
const kInterval = Symbol('connectionsCheckingInterval');

/** The public object of a connection's HTTPINCOMINGMESSAGE resource. */
class HTTPServerAsyncResource {
  constructor(type, socket) {
    this.type = type;
    this.socket = socket;
  }
}

const noop = () => {};

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else {
    if (options !== undefined && options !== null) validateObject(options, 'options', { arrays: true });
    options = { ...options };
  }
  storeOptions(this, options);
  net.Server.call(this, {
    allowHalfOpen: true, noDelay: options.noDelay ?? true, keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay, highWaterMark: options.highWaterMark,
  });
  if (requestListener) this.on('request', requestListener);
  this.httpAllowHalfOpen = false;
  this.on('connection', (socket) => {
    withTrigger(socket[kAsyncId] ?? -1, beginConnection, undefined, this, socket);
  });
  this.on('listening', () => beginChecking(this));
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kConnections] = new Set();
  this[kInterval] = null;
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

function storeOptions(server, options) {
  const number = (name, standard) => {
    if (options[name] === undefined) return standard;
    validateInteger(options[name], name, 0);
    return options[name];
  };
  server.IncomingMessageClass = options.IncomingMessage || IncomingMessage;
  server.ServerResponseClass = options.ServerResponse || ServerResponse;
  server.maxHeaderSize = number('maxHeaderSize', undefined);
  server.requestTimeout = number('requestTimeout', 300_000);
  server.headersTimeout = number('headersTimeout', Math.min(60_000, server.requestTimeout));
  if (server.requestTimeout > 0 && server.headersTimeout > server.requestTimeout) {
    throw outOfRange('headersTimeout', '<= requestTimeout', options.headersTimeout);
  }
  server.keepAliveTimeout = number('keepAliveTimeout', 5_000);
  server.connectionsCheckingInterval = number('connectionsCheckingInterval', 30_000);
  const refuse = (name) => refuseFlag(options, name, 'http.createServer');
  if (options.insecureHTTPParser !== undefined) refuse('insecureHTTPParser');
  if (options.joinDuplicateHeaders !== undefined) refuse('joinDuplicateHeaders');
  if (options.rejectNonStandardBodyWrites !== undefined) refuse('rejectNonStandardBodyWrites');
}

// ---- Connections -----------------------------------------------------------------------------

function beginConnection(server, socket) {
  socket.server = server;
  if (server.timeout) socket.setTimeout(server.timeout);
  socket.on('timeout', onTimeout);
  const resource = new HTTPServerAsyncResource('HTTPINCOMINGMESSAGE', socket);
  const parser = newParser(socket, false, resource, server);
  const state = {
    server, socket, parser, incoming: [], outgoing: [], outgoingData: 0, requestsCount: 0,
    keepAliveTimeoutSet: false, onData: null, onEnd: null, onClose: null, onDrain: null,
  };
  state.onData = (bytes) => afterParsing(state, parser.execute(bytes), bytes);
  state.onEnd = () => onEnd(state);
  state.onClose = () => onClose(state);
  state.onDrain = () => onDrain(state);
  parser.onIncoming = (request, keepAlive) => onRequest(state, request, keepAlive);
  server[kConnections].add(socket);
  if (!server[kInterval] && server.listening) beginChecking(server);
  socket.on('error', onError);
  socket.on('close', state.onClose);
  socket.on('drain', state.onDrain);
  socket.on('end', state.onEnd);
  socket.on('data', state.onData);
  socket.on('resume', onResume);
  socket.on('pause', onPause);
  // The parser takes the bytes from the handle; whoever wants them too ends that.
  socket.on = unconsumingOn;
  socket.addListener = unconsumingAddListener;
  socket.prependListener = unconsumingPrependListener;
  const handle = socket._handle;
  if (handle && handle.setNoDelay && handle.isConsumed !== true) {
    handle.isConsumed = true;
    parser.isConsuming = true;
    parser.consume(handle);
  }
  parser.onExecute = (result) => {
    socket._unrefTimer();
    afterParsing(state, result, undefined);
  };
  socket._paused = false;
}

function unconsuming(name) {
  return function on(event, listener) {
    const result = net.Socket.prototype[name].call(this, event, listener);
    if (event === 'data' || event === 'readable') unconsume(this.parser, this);
    return result;
  };
}

const unconsumingOn = unconsuming('on');
const unconsumingAddListener = unconsuming('addListener');
const unconsumingPrependListener = unconsuming('prependListener');

function unconsume(parser, socket) {
  if (!socket._handle || !parser || !parser.isConsuming) return;
  parser.isConsuming = false;
  socket._handle.isConsumed = false;
  parser.unconsume();
}

/** Reading goes on at the handle: the stream itself only hears of it. */
function onResume() {
  if (this._paused) {
    this.pause();
  } else if (this._handle && !this._handle.reading) {
    this._handle.reading = true;
    this._handle.readStart();
  }
}

function onPause() {
  if (this._handle && this._handle.reading) {
    this._handle.reading = false;
    this._handle.readStop();
  }
}

function onEnd({ server, socket, parser, outgoing }) {
  const error = parser.socket === null ? undefined : parser.finish();
  if (error instanceof Error) {
    onError.call(socket, error);
  } else if (!server.httpAllowHalfOpen) {
    socket.end();
  } else if (outgoing.length > 0) {
    outgoing[outgoing.length - 1]._last = true;
  } else if (socket._httpMessage) {
    socket._httpMessage._last = true;
  } else {
    socket.end();
  }
}

function onClose({ server, socket, parser, incoming }) {
  server[kConnections].delete(socket);
  freeParser(parser, null, socket);
  while (incoming.length > 0) incoming.shift().destroy(connectionReset('aborted'));
}

function onDrain(state) {
  const { socket } = state;
  if (socket._paused && state.outgoingData <= socket.writableHighWaterMark) {
    socket._paused = false;
    socket.resume();
  }
  const message = socket._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}

function onTimeout() {
  const request = this.parser && this.parser.incoming;
  const response = this._httpMessage;
  const heard = [
    request && !request.complete && request.emit('timeout', this),
    response && response.emit('timeout', this),
    this.server.emit('timeout', this),
  ];
  if (!heard.some(Boolean)) this.destroy();
}

const kAnswers = {
  HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408,
};

let hasWarned = false;

/** An error of socket or parser, unless the program takes it: answered if nothing was sent yet. */
function onError(error) {
  this.removeListener('error', onError);
  if (!this.listeners('error').includes(noop)) {
    this.on('error', noop);
  } else if (!hasWarned) {
    hasWarned = true;
    process.emitWarning('An error event has already been emitted on the socket. Please use the destroy method on ' +
      "the socket while handling a 'clientError' event.");
  }
  if (this.server.emit('clientError', error, this)) return;
  if (this.writable && (!this._httpMessage || !this._httpMessage._headerSent)) {
    const code = kAnswers[error.code] ?? 400;
    this.write(`HTTP/1.1 ${code} ${STATUS_CODES[code]}\r\nConnection: close\r\n\r\n`, 'latin1');
  }
  this.destroy(error);
}

// ---- Requests --------------------------------------------------------------------------------

/** The parser is through with some bytes. `result`: how many it took, or its error. */
function afterParsing(state, result, bytes) {
  const { server, socket, parser } = state;
  endKeepAliveTimeout(state);
  const request = parser.incoming;
  if (result instanceof Error) {
    prepareError(result, parser, bytes);
    onError.call(socket, result);
  } else if (request && request.upgrade) {
    upgrade(state, request, (bytes ?? parser.getCurrentBuffer()).slice(result));
  }
}

/** CONNECT, or an upgrade somebody listens for: the socket is the program's from here on. */
function upgrade(state, request, rest) {
  const { server, socket, parser } = state;
  socket.removeListener('data', state.onData);
  socket.removeListener('end', state.onEnd);
  socket.removeListener('close', state.onClose);
  socket.removeListener('drain', state.onDrain);
  socket.removeListener('error', onError);
  socket.removeListener('timeout', onTimeout);
  unconsume(parser, socket);
  parser.finish();
  server[kConnections].delete(socket);
  freeParser(parser, request, socket);
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (server.listenerCount(event) > 0) {
    socket.readableFlowing = null;
    server.emit(event, request, socket, rest);
  } else {
    socket.destroy();
  }
}

function endKeepAliveTimeout(state) {
  if (!state.keepAliveTimeoutSet) return;
  state.socket.setTimeout(state.server.timeout || 0);
  state.keepAliveTimeoutSet = false;
}

/** The head of a request is there. Returns what the parser asks: whether a body follows. */
function onRequest(state, request, keepAlive) {
  const { server, socket } = state;
  endKeepAliveTimeout(state);
  if (request.upgrade) {
    request.upgrade = request.method === 'CONNECT' || server.listenerCount('upgrade') > 0;
    if (request.upgrade) return 2;
  }
  state.incoming.push(request);
  holdBack(state);
  const response = new server.ServerResponseClass(request);
  response._keepAliveTimeout = server.keepAliveTimeout;
  response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  response._onPendingData = (change) => {
    state.outgoingData += change;
    onDrain(state);
  };
  response.shouldKeepAlive = keepAlive;
  channels.httpServerStart?.publish({ request, response, socket, server });
  if (socket._httpMessage) state.outgoing.push(response);
  else response.assignSocket(socket);
  response.on('finish', () => onFinish(state, request, response));
  if (!isAnsweredByServer(state, request, response)) server.emit('request', request, response);
  return 0;
}

/** Reads no further requests while answers pile up. */
function holdBack({ socket, outgoingData }) {
  if (socket._paused) return;
  if (socket._writableState.needDrain || outgoingData >= socket.writableHighWaterMark) {
    socket._paused = true;
    socket.pause();
  }
}

/** Requests of which the request listener does not hear first, or at all. */
function isAnsweredByServer(state, request, response) {
  const { server, socket } = state;
  if (request.httpVersionMajor !== 1 || request.httpVersionMinor !== 1) return false;
  const answer = (code) => {
    response.writeHead(code);
    response.end();
  };
  const most = server.maxRequestsPerSocket;
  if (typeof most === 'number' && most > 0) {
    state.requestsCount++;
    response.maxRequestsOnConnectionReached = most <= state.requestsCount;
    if (most < state.requestsCount) {
      server.emit('dropRequest', request, socket);
      answer(503);
      return true;
    }
  }
  const { expect } = request.headers;
  if (expect === undefined) return false;
  if (/(?:^|\W)100-continue(?:$|\W)/i.test(expect)) {
    response._expect_continue = true;
    if (server.listenerCount('checkContinue') > 0) {
      server.emit('checkContinue', request, response);
    } else {
      response.writeContinue();
      server.emit('request', request, response);
    }
  } else if (server.listenerCount('checkExpectation') > 0) {
    server.emit('checkExpectation', request, response);
  } else {
    answer(417);
  }
  return true;
}

/** A response is over: the connection ends, waits, or goes on with the next response. */
function onFinish(state, request, response) {
  const { server, socket } = state;
  channels.httpServerFinish?.publish({ request, response, socket, server });
  state.parser.answered();
  state.incoming.shift();
  if (!request._consuming && !request._readableState.resumeScheduled) request._dump();
  response.detachSocket(socket);
  forget(request);
  process.nextTick(emitClose, response);
  if (response._last) {
    socket.destroySoon();
  } else if (state.outgoing.length > 0) {
    state.outgoing.shift().assignSocket(socket);
  } else if (server.keepAliveTimeout) {
    socket.setTimeout(server.keepAliveTimeout);
    state.keepAliveTimeoutSet = true;
  }
}

/** The parser lets go of the request as soon as that has been read. */
function forget(request) {
  const parser = request.socket && request.socket.parser;
  if (!parser || parser.incoming !== request) return;
  if (request.readableEnded) parser.incoming = null;
  else request.on('end', () => forget(request));
}

// ---- Timeouts and closing --------------------------------------------------------------------

function beginChecking(server) {
  endChecking(server);
  server[kInterval] = setInterval(checkConnections, server.connectionsCheckingInterval, server).unref();
}

function endChecking(server) {
  clearInterval(server[kInterval]);
  server[kInterval] = null;
}

/** Ends connections whose request takes too long to arrive. */
function checkConnections(server) {
  // Node goes on without connections; here a simulated run in which nothing can happen any more is
  // to be recognised as such.
  if (server[kConnections].size === 0) endChecking(server);
  if (server.headersTimeout === 0 && server.requestTimeout === 0) return;
  for (const socket of server[kConnections]) {
    const waited = socket.parser ? socket.parser.waitedFor() : null;
    if (waited === null) continue;
    const limits = [server.requestTimeout];
    if (!waited.hasHead) limits.push(server.headersTimeout);
    if (limits.some((limit) => limit > 0 && waited.milliseconds > limit)) {
      onError.call(socket, codedError(Error, 'ERR_HTTP_REQUEST_TIMEOUT', 'Request timeout'));
    }
  }
}

Server.prototype.close = function close(callback) {
  this.closeIdleConnections();
  endChecking(this);
  net.Server.prototype.close.call(this, callback);
  return this;
};

Server.prototype.closeAllConnections = function closeAllConnections() {
  for (const socket of [...this[kConnections]]) socket.destroy();
};

Server.prototype.closeIdleConnections = function closeIdleConnections() {
  for (const socket of [...this[kConnections]]) {
    if (socket.parser && socket.parser.waitedFor() !== null) continue;
    if (socket._httpMessage && !socket._httpMessage.finished) continue;
    socket.destroy();
  }
};

Server.prototype.setTimeout = function setTimeout(msecs, callback) {
  this.timeout = msecs;
  if (callback) {
    validateFunction(callback, 'callback');
    this.on('timeout', callback);
  }
  return this;
};

Server.prototype[require('events').captureRejectionSymbol] = function onRejection(error, event, ...args) {
  if (event !== 'request') {
    net.Server.prototype[require('events').captureRejectionSymbol].call(this, error, event, ...args);
    return;
  }
  const response = args[1];
  if (response.headersSent || response.writableEnded) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = 500;
  response.end(STATUS_CODES[500]);
};

module.exports = { Server, beginConnection };
