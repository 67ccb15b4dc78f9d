// net.Server: listens, and makes a Socket of every connection.
'use strict';

const EventEmitter = require('events');
const { TCP, withTrigger } = require('native:net');
const {
  codedError, invalidArgType, invalidArgValue, validateAbortSignal, validateNumber,
} = require('./errors.js');
const channels = require('./builtin_channels.js');
const { Socket, kAsyncId, normalizeArgs, validatePort } = require('./net_socket.js');
const { errnoException, uvExceptionWithHostPort } = require('./uv_errors.js');

const kDefaultBacklog = 511;
const kHighWaterMark = 16384;

function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  EventEmitter.call(this);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
  } else if (options == null || typeof options === 'object') {
    options = { ...options };
  } else {
    throw invalidArgType('options', 'Object', options);
  }
  const { highWaterMark, keepAliveInitialDelay = 0 } = options;
  validateNumber(keepAliveInitialDelay, 'options.keepAliveInitialDelay');
  if (highWaterMark !== undefined) validateNumber(highWaterMark, 'options.highWaterMark');
  if (typeof connectionListener === 'function') this.on('connection', connectionListener);
  this._connections = 0;
  this._handle = null;
  this._unref = false;
  this._listeningId = 1;
  this[kAsyncId] = -1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = Math.trunc(Math.max(keepAliveInitialDelay, 0) / 1000);
  this.highWaterMark = highWaterMark >= 0 ? highWaterMark : kHighWaterMark;
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

// ---- Listening -------------------------------------------------------------------------------

/** listen([port[, host[, backlog]]][, callback]), listen(options[, callback]). */
Server.prototype.listen = function listen(...args) {
  const [options, callback] = normalizeArgs(args);
  if (this._handle) {
    throw codedError(Error, 'ERR_SERVER_ALREADY_LISTEN',
                     'Listen method has been called more than once without closing.');
  }
  if (callback !== null) this.once('listening', callback);
  const backlogArgument = typeof args[0] === 'object' ? undefined
    : [args[1], args[2]].find((arg) => typeof arg === 'number');
  if (options.signal !== undefined) closeOnAbort(this, options.signal);
  const nothingGiven = args.length === 0 || typeof args[0] === 'function' ||
    (options.port === undefined && 'port' in options) || options.port === null;
  const port = nothingGiven ? 0 : options.port;
  if (typeof port === 'number' || typeof port === 'string') {
    validatePort(port, 'options.port');
    const backlog = options.backlog || backlogArgument || kDefaultBacklog;
    if (options.host) listenOnName(this, Number(port), options.host, backlog, options.ipv6Only);
    else listenOn(this, null, Number(port), 4, backlog, options.ipv6Only);
    return this;
  }
  if (options.path !== undefined || options.fd !== undefined) {
    require('native:host').refuse('net.Server.listen on a path or descriptor');
  }
  throw invalidArgValue('options', options, 'must have the property "port" or "path"');
};

function closeOnAbort(server, signal) {
  validateAbortSignal(signal, 'options.signal');
  const close = () => server.close();
  if (signal.aborted) process.nextTick(close);
  else {
    signal.addEventListener('abort', close);
    server.once('close', () => signal.removeEventListener('abort', close));
  }
}

function listenOnName(server, port, host, backlog, v6Only) {
  const id = ++server._listeningId;
  require('dns').lookup(host, (error, address, family) => {
    if (id !== server._listeningId) return;  // closed meanwhile
    if (error) server.emit('error', error);
    else listenOn(server, address, port, address ? family : 4, backlog, v6Only);
  });
}

/** A bound server handle, or an error number. */
function bindHandle(address, port, family, v6Only) {
  const handle = new TCP(true);
  const errno = handle.bind(address, port, family, v6Only);
  if (errno === 0) return handle;
  handle.close();
  return errno;
}

function listenOn(server, address, port, family, backlog, v6Only) {
  let handle = null;
  if (!address) {
    // Everything, over both versions of IP when there are two.
    handle = bindHandle('::', port, 6, v6Only);
    [address, family] = typeof handle === 'number' ? ['0.0.0.0', 4] : ['::', 6];
    if (typeof handle === 'number') handle = null;
  }
  handle ??= bindHandle(address, port, family, v6Only);
  if (typeof handle === 'number') {
    process.nextTick(emitError, server, uvExceptionWithHostPort(handle, 'listen', address, port));
    return;
  }
  server._handle = handle;
  server[kAsyncId] = handle.getAsyncId();
  handle.owner = server;
  handle.onconnection = onConnection;
  const errno = handle.listen(backlog);
  if (errno !== 0) {
    const error = uvExceptionWithHostPort(errno, 'listen', address, port);
    handle.close();
    server._handle = null;
    withTrigger(server[kAsyncId], process.nextTick, process, emitError, server, error);
    return;
  }
  server._connectionKey = `${family}:${address}:${port}`;
  if (server._unref) server.unref();
  withTrigger(server[kAsyncId], process.nextTick, process, emitListening, server);
}

function emitListening(server) {
  if (server._handle) server.emit('listening');
}

function emitError(server, error) {
  server.emit('error', error);
}

function onConnection(errno, handle) {
  const server = this.owner;
  if (errno !== 0) {
    server.emit('error', errnoException(errno, 'accept'));
    return;
  }
  if (server.maxConnections && server._connections >= server.maxConnections) {
    const local = handle.getsockname();
    const remote = handle.getpeername();
    handle.close();
    server.emit('drop', {
      localAddress: local.address, localPort: local.port, localFamily: local.family,
      remoteAddress: remote.address, remotePort: remote.port, remoteFamily: remote.family,
    });
    return;
  }
  const options = { handle, allowHalfOpen: server.allowHalfOpen, pauseOnCreate: server.pauseOnConnect };
  if (server.highWaterMark !== kHighWaterMark) {
    options.readableHighWaterMark = options.writableHighWaterMark = server.highWaterMark;
  }
  const socket = new Socket(options);
  if (server.noDelay) socket.setNoDelay(true);
  if (server.keepAlive) socket.setKeepAlive(true, server.keepAliveInitialDelay * 1000);
  server._connections++;
  socket.server = server;
  socket._server = server;
  server.emit('connection', socket);
  channels.netServer?.publish({ socket });
}

// ---- Closing ---------------------------------------------------------------------------------

Server.prototype.close = function close(callback) {
  if (typeof callback === 'function') {
    if (this._handle) this.once('close', callback);
    else {
      this.once('close', () => callback(
        codedError(Error, 'ERR_SERVER_NOT_RUNNING', 'Server is not running.')));
    }
  }
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  this._listeningId++;
  this._emitCloseIfDrained();
  return this;
};

/** 'close' follows when neither the handle nor a connection is left. */
Server.prototype._emitCloseIfDrained = function _emitCloseIfDrained() {
  if (this._handle || this._connections > 0) return;
  withTrigger(this[kAsyncId], process.nextTick, process, emitClose, this);
};

function emitClose(server) {
  server.emit('close');
}

// ---- The rest --------------------------------------------------------------------------------

Server.prototype.address = function address() {
  if (!this._handle) return null;
  const name = this._handle.getsockname();
  if (typeof name === 'number') throw errnoException(name, 'address');
  return name;
};

Server.prototype.getConnections = function getConnections(callback) {
  withTrigger(this[kAsyncId], process.nextTick, process, callback, null, this._connections);
  return this;
};

Server.prototype.ref = function ref() {
  this._unref = false;
  if (this._handle) this._handle.ref();
  return this;
};

Server.prototype.unref = function unref() {
  this._unref = true;
  if (this._handle) this._handle.unref();
  return this;
};

Object.defineProperty(Server.prototype, 'listening', {
  get() { return Boolean(this._handle); }, enumerable: true, configurable: true,
});

Server.prototype[EventEmitter.captureRejectionSymbol] = function onRejection(error, event, socket) {
  if (event === 'connection') socket.destroy(error);
  else this.emit('error', error);
};

module.exports = { Server };
