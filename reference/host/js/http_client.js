// http.ClientRequest: one request of a client, from the search for a socket to the response.
'use strict';

const { finished } = require('stream');
const { imitate } = require('native:host');
const { plainUrlOptions } = require('native:http');
const { withTrigger } = require('native:net');
const {
  codedError, invalidArgType, outOfRange, validateBoolean, validateFunction, validateInteger,
  validateNumber,
} = require('./errors.js');
const agents = require('./http_agent.js');
const channels = require('./builtin_channels.js');
const {
  connectionReset, freeParser, isToken, newParser, prepareError, refuseFlag,
} = require('./http_common.js');
const { OutgoingMessage, kNeedDrain, kOutHeaders, sentError } = require('./http_outgoing.js');

// The reason of destroy(). The request's `errored` stays null.
const kError = Symbol('error');

/** The public object of a request's HTTPCLIENTREQUEST resource. */
class HTTPClientAsyncResource {
  constructor(type, req) {
    this.type = type;
    this.req = req;
  }
}

// ---- Options ---------------------------------------------------------------------------------

/** A URL as options of a request. */
function optionsOfUrl(url) {
  const { hostname, port, username, password } = url;
  const options = {
    __proto__: null,
    protocol: url.protocol,
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search: url.search,
    pathname: url.pathname,
    path: `${url.pathname || ''}${url.search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) {
    options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  }
  return options;
}

/** Options from (url[, options]) or (options). */
function optionsOf(input, options) {
  if (typeof input === 'string') {
    const plain = plainUrlOptions(input);
    if (plain !== undefined) return Object.assign(plain, options);
    input = new URL(input);
  }
  if (input instanceof URL) return Object.assign(optionsOfUrl(input), options);
  if (input === null || typeof input !== 'object') return Object.assign({ __proto__: null }, options);
  return Object.assign({ __proto__: null }, input);
}

function agentOf(options) {
  const { agent } = options;
  if (agent === false) return new agents.Agent();
  if (agent === null || agent === undefined) {
    return typeof options.createConnection === 'function' ? undefined : agents.globalAgent;
  }
  if (typeof agent.addRequest !== 'function') {
    throw invalidArgType('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  return agent;
}

function hostOf(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw invalidArgType(`options.${name}`, ['string', 'undefined', 'null'], host);
  }
  return host;
}

function methodOf(method) {
  if (method === undefined || method === null || method === '') return 'GET';
  if (typeof method !== 'string') throw invalidArgType('options.method', 'string', method);
  if (!isToken(method)) {
    throw codedError(TypeError, 'ERR_INVALID_HTTP_TOKEN', `Method must be a valid HTTP token ["${method}"]`);
  }
  return method.toUpperCase();
}

const kUnescaped = /[^\u0021-\u00ff]/;

function checkTarget(options, expected) {
  if (options.path && kUnescaped.test(String(options.path))) {
    throw codedError(TypeError, 'ERR_UNESCAPED_CHARACTERS', 'Request path contains unescaped characters');
  }
  const protocol = options.protocol || expected;
  if (protocol !== expected) {
    throw codedError(TypeError, 'ERR_INVALID_PROTOCOL',
                     `Protocol "${protocol}" not supported. Expected "${expected}"`);
  }
}

const kWithoutBody = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'TRACE']);

function ClientRequest(input, options, callback) {
  if (!(this instanceof ClientRequest)) return new ClientRequest(input, options, callback);
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  options = optionsOf(input, options);
  const isPlain = model !== null && imitate(this, model, options, kUnusual);
  if (!isPlain) OutgoingMessage.call(this);
  const agent = isPlain ? agents.globalAgent : agentOf(options);
  this.agent = agent;
  checkTarget(options, options._defaultAgent?.protocol ?? agent?.protocol ?? 'http:');
  const defaultPort = options.defaultPort || agent?.defaultPort || 80;
  const port = (options.port = options.port || defaultPort);
  const host = (options.host = hostOf(options.hostname, 'hostname') || hostOf(options.host, 'host') || 'localhost');
  if (!isPlain) takeUnusual(this, options);
  this.path = options.path || '/';
  if (callback) this.once('response', callback);
  if (!isPlain) makeFields(this);
  this.host = host;
  this.protocol = options.protocol || 'http:';
  chooseKeepAlive(this, agent);
  storeFields(this, options, port, defaultPort);
  start(this, agent, options);
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

/** Options that few requests have. The field of the first one is among the others. */
const kUnusual = [
  'timeout', '_defaultAgent', 'agent', 'createConnection', 'defaultPort', 'insecureHTTPParser', 'joinDuplicateHeaders',
  'maxHeaderSize', 'method', 'setHost', 'signal',
];

function takeUnusual(request, options) {
  validateBoolean(options.setHost ?? true, 'options.setHost');
  if (options.timeout !== undefined) request.timeout = milliseconds(options.timeout, 'timeout');
  if (options.signal) require('stream').addAbortSignal(options.signal, request);
  request.method = methodOf(options.method);
  request.maxHeaderSize = options.maxHeaderSize;
  if (request.maxHeaderSize !== undefined) validateInteger(request.maxHeaderSize, 'maxHeaderSize', 0);
  if (options.insecureHTTPParser !== undefined) refuseFlag(options, 'insecureHTTPParser', 'http.request');
  if (options.joinDuplicateHeaders !== undefined) refuseFlag(options, 'joinDuplicateHeaders', 'http.request');
  request.useChunkedEncodingByDefault = !kWithoutBody.has(request.method);
}

/** What every request has besides what its options say. */
function makeFields(request) {
  request._ended = false;
  request.res = null;
  request.aborted = false;
  request.timeoutCb = null;
  request.upgradeOrConnect = false;
  request.parser = null;
  request.maxHeadersCount = null;
  request.reusedSocket = false;
}

/** A request to nowhere. */
let model = null;

function makeModel() {
  const request = Object.create(ClientRequest.prototype);
  OutgoingMessage.call(request);
  request.agent = undefined;
  takeUnusual(request, {});
  request.path = undefined;
  makeFields(request);
  request.host = undefined;
  request.protocol = undefined;
  return request;
}

/** The connection is kept only for an agent that could use it again. */
function chooseKeepAlive(request, agent) {
  const keeps = agent !== undefined && (agent.keepAlive || Number.isFinite(agent.maxSockets));
  request._last = !keeps;
  request.shouldKeepAlive = Boolean(keeps);
}

function storeFields(request, options, port, defaultPort) {
  const { headers, host } = options;
  const firstLine = `${request.method} ${request.path} HTTP/1.1\r\n`;
  if (Array.isArray(headers)) {
    request._storeHeader(firstLine, headers);
    return;
  }
  const hasFields = headers !== undefined && headers !== null;
  if (hasFields) for (const name of Object.keys(headers)) request.setHeader(name, headers[name]);
  if (host && (options.setHost ?? true) && !(hasFields && request.getHeader('host'))) {
    let shown = host.includes(':') && !host.startsWith('[') && require('net').isIPv6(host) ? `[${host}]` : host;
    if (port && Number(port) !== defaultPort) shown += `:${port}`;
    request.setHeader('Host', shown);
  }
  if (options.auth && !request.getHeader('Authorization')) {
    request.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`);
  }
  if (hasFields && request.getHeader('expect')) request._storeHeader(firstLine, request[kOutHeaders]);
}

function start(request, agent, options) {
  if (agent && agent.addRequest === agents.Agent.prototype.addRequest && !('signal' in options)) {
    agent.addRequest(request, options);  // which makes a copy of its own
    return;
  }
  options = { ...options };
  delete options.signal;
  if (agent) {
    agent.addRequest(request, options);
    return;
  }
  let called = false;
  const created = (error, socket) => {
    if (called) return;
    called = true;
    if (error) process.nextTick(() => request.emit('error', error));
    else request.onSocket(socket);
  };
  const socket = options.createConnection(options, created);
  if (socket) created(null, socket);
}

ClientRequest.prototype._implicitHeader = function _implicitHeader() {
  if (this._header) throw sentError('render');
  this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this[kOutHeaders]);
};

ClientRequest.prototype._finish = function _finish() {
  this.emit('prefinish');
  channels.httpClientStart?.publish({ request: this });
};

// ---- The socket ------------------------------------------------------------------------------

ClientRequest.prototype.onSocket = function onSocket(socket, error) {
  process.nextTick(takeSocket, this, socket, error);
};

function takeSocket(request, socket, error) {
  if (!request.destroyed && !error) {
    beginOn(request, socket);
    request._flush();
    return;
  }
  const fail = (reason) => {
    if (!request.aborted && !reason) reason = connectionReset('socket hang up');
    if (reason) request.emit('error', reason);
    request._closed = true;
    request.emit('close');
  };
  if (socket && !error && request.agent && !socket.destroyed) {
    socket.emit('free');
  } else if (socket) {
    finished(socket.destroy(error || request[kError]), (ended) => {
      if (ended?.code === 'ERR_STREAM_PREMATURE_CLOSE') ended = null;
      fail(ended || error);
    });
    return;
  }
  fail(error || request[kError]);
}

function beginOn(request, socket) {
  request.socket = socket;
  const resource = new HTTPClientAsyncResource('HTTPINCOMINGMESSAGE', request);
  const parser = newParser(socket, true, resource, request);
  parser.outgoing = request;
  parser.onIncoming = onResponse;
  request.parser = parser;
  socket._httpMessage = request;
  socket.on('error', onSocketError);
  socket.on('data', onSocketData);
  socket.on('end', onSocketEnd);
  socket.on('close', onSocketClose);
  socket.on('drain', onSocketDrain);
  if (request.timeout !== undefined || request.agent?.options?.timeout) listenForTimeout(request);
  request.emit('socket', socket);
}

function stopReading(socket) {
  socket.removeListener('data', onSocketData);
  socket.removeListener('end', onSocketEnd);
}

function onSocketDrain() {
  const request = this._httpMessage;
  if (request && !request.finished && request[kNeedDrain]) {
    request[kNeedDrain] = false;
    request.emit('drain');
  }
}

function onSocketData(bytes) {
  const request = this._httpMessage;
  const { parser } = this;
  const result = parser.execute(bytes);
  const response = parser.incoming;
  if (result instanceof Error) {
    prepareError(result, parser, bytes);
    freeParser(parser, request, this);
    stopReading(this);
    this.destroy();
    this._hadError = true;
    request.emit('error', result);
  } else if (response && response.upgrade) {
    upgrade(this, request, parser, bytes.slice(result));
  } else if (response && response.complete && !isInformational(response.statusCode)) {
    stopReading(this);
    this.removeListener('drain', onSocketDrain);
    freeParser(parser, request, this);
  }
}

function isInformational(status) {
  return status < 200 && status >= 100 && status !== 101;
}

/** The socket is the program's from here on. */
function upgrade(socket, request, parser, rest) {
  const response = parser.incoming;
  request.res = response;
  stopReading(socket);
  socket.removeListener('drain', onSocketDrain);
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  parser.finish();
  freeParser(parser, request, socket);
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (request.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  request.upgradeOrConnect = true;
  socket.emit('agentRemove');
  socket.removeListener('close', onSocketClose);
  socket.removeListener('error', onSocketError);
  socket._httpMessage = null;
  socket.readableFlowing = null;
  request.emit(event, response, socket, rest);
  request.destroyed = true;
  request._closed = true;
  request.emit('close');
}

function onSocketError(error) {
  const request = this._httpMessage;
  if (request) {
    this._hadError = true;
    request.emit('error', error);
  }
  endParser(this, request);
  stopReading(this);
  this.destroy();
}

function onSocketEnd() {
  const request = this._httpMessage;
  if (!request.res && !this._hadError) {
    this._hadError = true;
    request.emit('error', connectionReset('socket hang up'));
  }
  endParser(this, request);
  this.end();
}

function endParser(socket, request) {
  const { parser } = socket;
  if (!parser) return;
  parser.finish();
  freeParser(parser, request, socket);
}

function onSocketClose() {
  const request = this._httpMessage;
  const { parser } = this;
  const response = request.res;
  request.destroyed = true;
  if (response) {
    if (!response.complete) response.destroy(connectionReset('aborted'));
    request._closed = true;
    request.emit('close');
    if (!response.aborted && response.readable) response.push(null);
  } else {
    if (!this._hadError) {
      this._hadError = true;
      request.emit('error', connectionReset('socket hang up'));
    }
    request._closed = true;
    request.emit('close');
  }
  request.outputData.length = 0;
  if (parser) {
    parser.finish();
    freeParser(parser, request, this);
  }
}

// ---- The response ----------------------------------------------------------------------------

/** The head of a response is there. Returns what the parser asks: whether a body follows. */
function onResponse(response, keepAlive) {
  const { socket } = this;
  const request = socket._httpMessage;
  if (request.res) {
    socket.destroy();  // a second answer to one request
    return 0;
  }
  request.res = response;
  if (response.upgrade) return 2;
  if (request.method === 'CONNECT') {
    response.upgrade = true;
    return 2;
  }
  if (isInformational(response.statusCode)) {
    request.res = null;
    if (response.statusCode === 100) request.emit('continue');
    const { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders } = response;
    request.emit('information', {
      statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders,
    });
    return 1;
  }
  if (request.shouldKeepAlive && !keepAlive && !request.upgradeOrConnect) request.shouldKeepAlive = false;
  channels.httpClientFinish?.publish({ request, response });
  response.req = request;
  response.on('end', onResponseEnd);
  request.on('finish', onRequestFinish);
  if (request.aborted || !request.emit('response', response)) response._dump();
  if (request.method === 'HEAD') return 1;
  if (response.statusCode === 304) {
    response.complete = true;
    return 1;
  }
  return 0;
}

function onResponseEnd() {
  const request = this.req;
  const { socket } = request;
  if (socket && request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (socket.writable) socket.destroySoon();
  } else if (request.writableFinished && !this.aborted) {
    release(request);
  }
}

function onRequestFinish() {
  if (this.shouldKeepAlive && this._ended) release(this);
}

/** Gives the socket back once the program's own listeners have heard of the end. */
function release(request) {
  const { socket } = request;
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb);
    request.timeoutCb = null;
  }
  socket.removeListener('close', onSocketClose);
  socket.removeListener('error', onSocketError);
  stopReading(socket);
  socket.removeListener('drain', onSocketDrain);
  if (socket._handle) {
    withTrigger(socket._handle.getAsyncId(), process.nextTick, process, emitFree, request);
  } else {
    process.nextTick(emitFree, request);
  }
  request.destroyed = true;
}

function emitFree(request) {
  request._closed = true;
  request.emit('close');
  if (request.socket) request.socket.emit('free');
}

// ---- Ending early ----------------------------------------------------------------------------

ClientRequest.prototype.abort = function abort() {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick(emitAbort, this);
  this.destroy();
};

function emitAbort(request) {
  request.emit('abort');
}

ClientRequest.prototype.destroy = function destroy(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  if (this.res) this.res._dump();
  this[kError] = error;
  this.socket?.destroy(error);
  return this;
};

// ---- Timeouts and socket options -------------------------------------------------------------

function milliseconds(value, name) {
  validateNumber(value, name);
  if (value < 0 || !Number.isFinite(value)) throw outOfRange(name, 'a non-negative finite number', value);
  return Math.min(value, 2 ** 31 - 1);
}

function emitTimeout() {
  this._httpMessage?.emit('timeout');
}

function listenForTimeout(request) {
  if (request.timeoutCb) return;
  request.timeoutCb = emitTimeout;
  if (request.socket) request.socket.once('timeout', emitTimeout);
  else request.on('socket', (socket) => socket.once('timeout', emitTimeout));
}

ClientRequest.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (this._ended) return this;
  listenForTimeout(this);
  msecs = milliseconds(msecs, 'msecs');
  if (callback) {
    validateFunction(callback, 'callback');
    this.once('timeout', callback);
  }
  const set = (socket) => {
    if (socket.connecting) socket.once('connect', () => socket.setTimeout(msecs));
    else socket.setTimeout(msecs);
  };
  if (this.socket) set(this.socket);
  else this.once('socket', set);
  return this;
};

/** Calls a method of the socket as soon as there is one that is connected. */
function deferToConnect(request, method, args) {
  const call = (socket) => {
    if (socket.writable && !socket.connecting) socket[method](...args);
    else socket.once('connect', () => socket[method](...args));
  };
  if (request.socket) call(request.socket);
  else request.once('socket', call);
}

ClientRequest.prototype.setNoDelay = function setNoDelay(noDelay) {
  deferToConnect(this, 'setNoDelay', [noDelay]);
};

ClientRequest.prototype.setSocketKeepAlive = function setSocketKeepAlive(enable, initialDelay) {
  deferToConnect(this, 'setKeepAlive', [enable, initialDelay]);
};

ClientRequest.prototype.clearTimeout = function clearTimeout(callback) {
  this.setTimeout(0, callback);
};

model = makeModel();

module.exports = { ClientRequest };
