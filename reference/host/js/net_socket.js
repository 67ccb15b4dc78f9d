// net.Socket: one end of a TCP connection as a duplex stream.
//
// Words
// - handle: the TcpHandle underneath, null before connect() and after destroy().
// - trigger: what the socket starts is triggered by its handle (socket[kAsyncId]), not by whoever
//   called.
'use strict';

const dns = require('dns');
const { Duplex } = require('stream');
const { imitate, quick } = require('native:host');
const { EADDRINUSE, EOF, ENOTCONN, TCP, isIP, withTrigger } = require('native:net');
const {
  codedError, invalidArgType, invalidArgValue, missingArgs, outOfRange, validateBoolean, validateFunction, validateNumber,
} = require('./errors.js');
const { errnoException, exceptionWithHostPort } = require('./uv_errors.js');

const kAsyncId = Symbol('asyncId');
const kTimer = Symbol('timer');
const kQueued = Symbol('queued');       // bytes that waited at the last write
const kNoDelay = Symbol('noDelay');
const kKeepAlive = Symbol('keepAlive');
const kKeepAliveDelay = Symbol('keepAliveInitialDelay');
const kCounts = Symbol('counts');       // bytes read and written, once the handle is gone
const kNormalized = Symbol('normalized');
const kOnread = Symbol('onread');       // see net_onread.js

// The public objects of requests: their resources are named after what they do, their classes so.
class TCPConnectWrap {}
class WriteWrap {}
class ShutdownWrap {}

const noop = () => {};
// What the quick functions of this file call.
const parts = { errnoException, failed, leaveServer, noop, onShutdown, onWritten };

function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  if (typeof options === 'number') require('native:host').refuse('net.Socket of a descriptor');
  options = typeof options === 'object' && options !== null ? options : {};
  if (model === null || !imitate(this, model, options, kSpecialOptions)) {
    checkOptions(options);
    makeFields(this, options);
    if (options.onread) this[kOnread] = require('./net_onread.js').readIntoBuffer(this, options.onread, startReading, failed);
  }
  if (options.allowHalfOpen) this.allowHalfOpen = true;
  this.on('end', refuseWritesAfterEnd);
  if (options.handle) attach(this, options.handle);
  if (options.noDelay) this.setNoDelay(true);
  if (options.keepAlive) this.setKeepAlive(true, options.keepAliveInitialDelay);
  if (this._handle && options.readable !== false) {
    if (options.pauseOnCreate) {
      this._handle.reading = false;
      this._handle.readStop();
      this.readableFlowing = false;
    } else if (!options.manualStart) {
      this.read(0);
    }
  }
  if (options.signal) require('stream').addAbortSignal(options.signal, this);
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

/** Options that few sockets have: all but the last three are for the stream itself. */
const kSpecialOptions = [
  'captureRejections', 'construct', 'defaultEncoding', 'destroy', 'encoding', 'final', 'highWaterMark', 'objectMode',
  'read', 'readable', 'readableHighWaterMark', 'readableObjectMode', 'signal', 'writable', 'writableHighWaterMark',
  'writableObjectMode', 'write', 'writev', 'fd', 'keepAliveInitialDelay', 'onread',
];

function checkOptions(options) {
  for (const name of ['objectMode', 'readableObjectMode', 'writableObjectMode']) {
    if (options[name]) throw invalidArgValue(`options.${name}`, options[name], 'is not supported');
  }
  if (options.fd !== undefined) require('native:host').refuse('net.Socket of a descriptor');
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
  }
}

/** What every socket has. 'close' is emitted when the handle has closed, not by the stream. */
function makeFields(socket, options) {
  Duplex.call(socket, {
    ...options, allowHalfOpen: Boolean(options.allowHalfOpen), emitClose: false, autoDestroy: true, decodeStrings: false,
  });
  socket.connecting = false;
  socket._hadError = false;
  socket._parent = null;
  socket._host = null;
  socket._handle = null;
  socket._peername = null;
  socket._sockname = null;
  socket._pendingData = null;
  socket._pendingEncoding = '';
  socket[kQueued] = 0;
  socket[kTimer] = null;
  socket[kCounts] = null;
  socket[kOnread] = null;
  socket.server = null;
  socket._server = null;
}

/** A socket as it is made without options. */
let model = null;

function attach(socket, handle) {
  socket._handle = handle;
  socket[kAsyncId] = handle.getAsyncId();
  handle.owner = socket;
  handle.onread = onRead;
  handle.reading = false;
  if (socket[kOnread] !== null) socket[kOnread].attach(handle);
}

// ---- Callbacks of the handle and its requests ------------------------------------------------

function onRead(count, bytes) {
  const socket = this.owner;
  socket._unrefTimer();
  if (count > 0) {
    if (socket.destroyed || socket.push(bytes)) return;
    this.reading = false;
    const errno = socket.destroyed ? 0 : this.readStop();
    if (errno !== 0) socket.destroy(errnoException(errno, 'read'));
    return;
  }
  if (count !== EOF) {
    socket.destroy(errnoException(count, 'read'));
  } else if (!socket._readableState.endEmitted) {
    socket.push(null);
    socket.read(0);
  }
}

function onConnect(status) {
  const { handle, address, port } = this;
  const socket = handle.owner;
  if (socket.destroyed) return;
  socket.connecting = false;
  socket._sockname = null;
  if (status !== 0) {
    const local = this.localAddress && this.localPort ? `${this.localAddress}:${this.localPort}` : '';
    const error = exceptionWithHostPort(status, 'connect', address, port, local);
    if (local !== '') Object.assign(error, { localAddress: this.localAddress, localPort: this.localPort });
    socket.destroy(error);
    return;
  }
  socket._unrefTimer();
  if (socket[kNoDelay]) handle.setNoDelay(true);
  if (socket[kKeepAlive]) handle.setKeepAlive(true, socket[kKeepAliveDelay]);
  socket.emit('connect');
  socket.emit('ready');
  if (!socket.isPaused()) socket.read(0);
}

function onWritten(status) {
  const socket = this.handle.owner;
  if (socket.destroyed) {
    this.callback(null);
  } else if (status < 0) {
    this.callback(errnoException(status, 'write'));
  } else {
    socket._unrefTimer();
    socket[kQueued] = 0;
    this.callback();
  }
}

function onShutdown() {
  this.callback();
}

function refuseWritesAfterEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterEnd;
}

function writeAfterEnd(chunk, encoding, callback) {
  if (!this.writableEnded) return Duplex.prototype.write.call(this, chunk, encoding, callback);
  if (typeof encoding === 'function') callback = encoding;
  const error = new Error('This socket has been ended by the other party');
  error.code = 'EPIPE';
  if (typeof callback === 'function') withTrigger(this[kAsyncId], process.nextTick, process, callback, error);
  this.destroy(error);
  return false;
}

// ---- The stream ------------------------------------------------------------------------------

function failed(socket, errno, what) {
  socket.destroy(errnoException(errno, what));
}

function startReading(socket) {
  socket._handle.reading = true;
  const errno = socket._handle.readStart();
  if (errno !== 0) failed(socket, errno, 'read');
}

Socket.prototype._read = quick('socket.read', function _read(size) {
  if (this.connecting || !this._handle) this.once('connect', () => this._read(size));
  else if (!this._handle.reading) startReading(this);
}, parts);

Socket.prototype._write = function _write(chunk, encoding, callback) {
  this._writeGeneric(false, chunk, encoding, callback);
};

Socket.prototype._writev = function _writev(chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};

Socket.prototype._writeGeneric = quick('socket.writeGeneric', function _writeGeneric(several, data, encoding, callback) {
  if (this.connecting) {
    this._pendingData = data;
    this._pendingEncoding = encoding;
    const closed = () => callback(codedError(
      Error, 'ERR_SOCKET_CLOSED_BEFORE_CONNECTION', 'Socket closed before the connection was established'));
    this.once('connect', function connect() {
      this.off('close', closed);
      this._writeGeneric(several, data, encoding, callback);
    });
    this.once('close', closed);
    return;
  }
  this._pendingData = null;
  this._pendingEncoding = '';
  const handle = this._handle;
  if (!handle) {
    callback(codedError(Error, 'ERR_SOCKET_CLOSED', 'Socket is closed'));
    return;
  }
  this._unrefTimer();
  const request = new WriteWrap();
  request.handle = handle;
  request.oncomplete = onWritten;
  request.callback = callback;
  const result = several ? handle.writev(request, data) : handle.write(request, data, encoding);
  if (result < 0) {
    callback(errnoException(result, 'write'));
  } else if (result === 0) {
    callback();
  } else {
    this[kQueued] = handle.writeQueueSize;
  }
}, parts, WriteWrap.prototype, kQueued);

Socket.prototype._final = quick('socket.final', function _final(callback) {
  if (this.pending) {
    this.once('connect', () => this._final(callback));
    return;
  }
  if (!this._handle) {
    callback();
    return;
  }
  const request = new ShutdownWrap();
  request.oncomplete = onShutdown;
  request.handle = this._handle;
  request.callback = callback;
  const errno = this._handle.shutdown(request);
  if (errno === ENOTCONN) callback();
  else if (errno !== 0) callback(errnoException(errno, 'shutdown'));
}, parts, ShutdownWrap.prototype);

function leaveServer(server) {
  server._connections--;
  server._emitCloseIfDrained();
}

Socket.prototype._destroy = quick('socket.destroy', function _destroy(error, callback) {
  this.connecting = false;
  for (let socket = this; socket !== null; socket = socket._parent) clearTimeout(socket[kTimer]);
  const handle = this._handle;
  if (handle) {
    this[kCounts] = { read: handle.bytesRead, written: handle.bytesWritten };
    const hadError = Boolean(error);
    const closed = () => this.emit('close', hadError);
    if (this.resetAndClosing) {
      this.resetAndClosing = false;
      const errno = handle.reset(closed);
      if (errno !== 0) this.emit('error', errnoException(errno, 'reset'));
    } else {
      handle.close(closed);
    }
    handle.onread = noop;
    this._handle = null;
    this._sockname = null;
    callback(error);
  } else {
    callback(error);
    process.nextTick(emitClose, this);
  }
  if (this._server) leaveServer(this._server);
}, parts, kTimer, kCounts);

function emitClose(socket) {
  socket.emit('close');
}

Socket.prototype.end = function end(data, encoding, callback) {
  Duplex.prototype.end.call(this, data, encoding, callback);
  return this;
};

Socket.prototype.destroySoon = function destroySoon() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

Socket.prototype.resetAndDestroy = function resetAndDestroy() {
  if (!this._handle) {
    this.destroy(codedError(Error, 'ERR_SOCKET_CLOSED', 'Socket is closed'));
  } else if (this.connecting) {
    this.once('connect', () => this._reset());
  } else {
    this._reset();
  }
  return this;
};

Socket.prototype._reset = function _reset() {
  this.resetAndClosing = true;
  return this.destroy();
};

// ---- Connecting ------------------------------------------------------------------------------

/** [options, callback or null] from (options|port|path[, host][, callback]). */
function normalizeArgs(args) {
  if (Array.isArray(args[0]) && args[0][kNormalized]) return args[0];
  let options = {};
  const [first] = args;
  if (typeof first === 'object' && first !== null) options = first;
  else if (typeof first === 'string' && !(Number(first) >= 0)) options.path = first;
  else if (args.length > 0 && typeof first !== 'function') {
    options.port = first;
    if (typeof args[1] === 'string') options.host = args[1];
  }
  const last = args[args.length - 1];
  const normalized = [options, typeof last === 'function' ? last : null];
  normalized[kNormalized] = true;
  return normalized;
}

/** Whether there is anything that _undestroy() would take back. */
function isUsed(reading, writing) {
  return reading.destroyed || writing.destroyed || writing.ending || writing.errored || reading.reading || reading.ended ||
    !writing.constructed;
}

Socket.prototype.connect = function connect(...args) {
  const [options, callback] = normalizeArgs(args);
  if (options.path != null) require('native:host').refuse('net.connect to a path');
  if (options.port === undefined) throw missingArgs(['options', 'port', 'path']);
  if (this.write !== Socket.prototype.write) this.write = Socket.prototype.write;
  if (this.destroyed) {
    this._handle = null;
    this._peername = null;
  }
  if (!this._handle) {
    attach(this, new TCP(false));
    if (isUsed(this._readableState, this._writableState)) this._undestroy();
    this._sockname = null;
  }
  if (callback !== null) this.once('connect', callback);
  this._unrefTimer();
  this.connecting = true;
  lookupAndConnect(this, options);
  return this;
};

function validatePort(port, name = 'Port', allowZero = true) {
  const fits = (typeof port === 'number' || (typeof port === 'string' && port.trim() !== '')) &&
    Number(port) === (Number(port) >>> 0) && port <= 0xffff && (port !== 0 || allowZero);
  if (!fits) {
    const { describeReceived } = require('./errors.js');
    throw codedError(RangeError, 'ERR_SOCKET_BAD_PORT',
                     `${name} should be ${allowZero ? '>=' : '>'} 0 and < 65536.${describeReceived(port)}.`);
  }
  return Number(port);
}

function lookupAndConnect(socket, options) {
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  let { port } = options;
  if (localAddress && !isIP(localAddress)) {
    throw codedError(TypeError, 'ERR_INVALID_IP_ADDRESS', `Invalid IP address: ${localAddress}`);
  }
  if (localPort) validateNumber(localPort, 'options.localPort');
  if (options.autoSelectFamily != null) validateBoolean(options.autoSelectFamily, 'options.autoSelectFamily');
  if (typeof port !== 'number' && typeof port !== 'string') {
    throw invalidArgType('options.port', ['number', 'string'], port);
  }
  port = validatePort(port);
  const connect = (address, family) =>
    withTrigger(socket[kAsyncId], connectTo, undefined, socket, address, port, family, localAddress, localPort);
  const family = isIP(host);
  if (family !== 0) {
    withTrigger(socket[kAsyncId], process.nextTick, process, () => {
      if (socket.connecting) connect(host, family);
    });
    return;
  }
  if (options.lookup != null) validateFunction(options.lookup, 'options.lookup');
  if (options.autoSelectFamily && !localAddress && ![4, 6, 'IPv4', 'IPv6'].includes(options.family)) {
    require('native:host').refuse('autoSelectFamily of net.connect');
  }
  const lookup = options.lookup ?? dns.lookup;
  socket._host = host;
  const lookupOptions = { family: options.family, hints: options.hints || 0, all: false };
  withTrigger(socket[kAsyncId], lookup, undefined, host, lookupOptions, (error, address, type) => {
    socket.emit('lookup', error, address, type, host);
    if (!socket.connecting) return;
    if (error) {
      process.nextTick(destroyWith, socket, error);
    } else if (!isIP(address)) {
      process.nextTick(destroyWith, socket,
                       codedError(TypeError, 'ERR_INVALID_IP_ADDRESS', `Invalid IP address: ${address}`));
    } else {
      socket._unrefTimer();
      connect(address, isIP(address));
    }
  });
}

function destroyWith(socket, error) {
  socket.destroy(error);
}

/** That a port is in use libuv says only in the next call. */
function checkPort(handle, port) {
  const name = port > 0 ? handle.getsockname() : 0;
  return typeof name === 'number' ? name : name.port === port ? 0 : EADDRINUSE;
}

function connectTo(socket, address, port, family, localAddress, localPort) {
  const handle = socket._handle;
  if (localAddress || localPort) {
    const from = localAddress || (family === 6 ? '::' : '0.0.0.0');
    const errno = handle.bind(from, localPort || 0, family) || checkPort(handle, localPort);
    if (errno !== 0) {
      socket.destroy(exceptionWithHostPort(errno, 'bind', from, localPort));
      return;
    }
  }
  const request = new TCPConnectWrap();
  request.oncomplete = onConnect;
  request.handle = handle;
  request.address = address;
  request.port = port;
  request.localAddress = localAddress;
  request.localPort = localPort;
  const errno = handle.connect(request, address, port, family);
  if (errno === 0) return;
  const local = socket._getsockname();
  socket.destroy(exceptionWithHostPort(
    errno, 'connect', address, port, local.address ? `${local.address}:${local.port}` : ''));
}

// ---- Timeouts and options --------------------------------------------------------------------

const kMaxTimeout = 2 ** 31 - 1;

Socket.prototype.setTimeout = function setTimeout_(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  validateNumber(msecs, 'msecs');
  if (msecs < 0 || !Number.isFinite(msecs)) throw outOfRange('msecs', 'a non-negative finite number', msecs);
  clearTimeout(this[kTimer]);
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (msecs === 0) {
    this[kTimer] = null;
    if (callback !== undefined) this.removeListener('timeout', callback);
  } else {
    this[kTimer] = setTimeout(() => this._onTimeout(), Math.min(msecs, kMaxTimeout)).unref();
    if (callback !== undefined) this.once('timeout', callback);
  }
  return this;
};
Object.defineProperty(Socket.prototype.setTimeout, 'name', { value: 'setTimeout' });

Socket.prototype._unrefTimer = quick('socket.unrefTimer', function _unrefTimer() {
  for (let socket = this; socket !== null; socket = socket._parent) {
    if (socket[kTimer]) socket[kTimer].refresh();
  }
}, kTimer);

Socket.prototype._onTimeout = function _onTimeout() {
  // A write that made progress since is activity.
  if (this[kQueued] > 0 && this._handle && this._handle.writeQueueSize !== this[kQueued]) {
    this[kQueued] = this._handle.writeQueueSize;
    this._unrefTimer();
    return;
  }
  this.emit('timeout');
};

Socket.prototype.setNoDelay = function setNoDelay(enable = true) {
  enable = Boolean(enable);
  if (!this._handle) this[kNoDelay] = enable;
  else if (enable !== this[kNoDelay]) {
    this[kNoDelay] = enable;
    this._handle.setNoDelay(enable);
  }
  return this;
};

Socket.prototype.setKeepAlive = function setKeepAlive(enable = false, initialDelayMsecs = 0) {
  enable = Boolean(enable);
  const seconds = Math.trunc(initialDelayMsecs / 1000);
  const changes = enable !== this[kKeepAlive] || seconds !== this[kKeepAliveDelay];
  this[kKeepAlive] = enable;
  this[kKeepAliveDelay] = seconds;
  if (this._handle && changes) this._handle.setKeepAlive(enable, seconds);
  return this;
};

Socket.prototype.ref = function ref() {
  if (this._handle) this._handle.ref();
  else this.once('connect', this.ref);
  return this;
};

Socket.prototype.unref = function unref() {
  if (this._handle) this._handle.unref();
  else this.once('connect', this.unref);
  return this;
};

// ---- Names and numbers -----------------------------------------------------------------------

function nameOf(socket, which, cache) {
  if (!socket._handle) return socket[cache] ?? {};
  if (!socket[cache]) {
    const name = socket._handle[which]();
    if (typeof name === 'number') return {};
    socket[cache] = name;
  }
  return socket[cache];
}

Socket.prototype._getpeername = function _getpeername() {
  return this.connecting ? this._peername ?? {} : nameOf(this, 'getpeername', '_peername');
};

Socket.prototype._getsockname = function _getsockname() {
  return nameOf(this, 'getsockname', '_sockname');
};

Socket.prototype.address = function address() {
  return this._getsockname();
};

/** Waiting bytes that the program wrote and the handle has not. */
function unsentBytes(socket) {
  const sizeOf = (chunk, encoding) =>
    typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length;
  const sizeOfAll = (chunks) => chunks.reduce((sum, { chunk, encoding }) => sum + sizeOf(chunk, encoding), 0);
  const data = socket._pendingData;
  const waiting = sizeOfAll(socket.writableBuffer ?? []);
  if (Array.isArray(data)) return waiting + sizeOfAll(data);
  return waiting + (data ? sizeOf(data, socket._pendingEncoding) : 0);
}

const kGetters = {
  pending() { return !this._handle || this.connecting; },
  readyState() {
    if (this.connecting) return 'opening';
    if (this.readable) return this.writable ? 'open' : 'readOnly';
    return this.writable ? 'writeOnly' : 'closed';
  },
  bufferSize() { return this._handle ? this.writableLength : undefined; },
  bytesRead() { return this._handle ? this._handle.bytesRead : this[kCounts]?.read ?? 0; },
  bytesWritten() {
    const handed = this._handle ? this._handle.bytesWritten : this[kCounts]?.written ?? 0;
    return handed + unsentBytes(this);
  },
  remoteAddress() { return this._getpeername().address; },
  remoteFamily() { return this._getpeername().family; },
  remotePort() { return this._getpeername().port; },
  localAddress() { return this._getsockname().address; },
  localFamily() { return this._getsockname().family; },
  localPort() { return this._getsockname().port; },
};
for (const name of Object.keys(kGetters)) {
  Object.defineProperty(Socket.prototype, name, { get: kGetters[name], enumerable: true, configurable: true });
}
Object.defineProperty(Socket.prototype, '_connecting', {
  get() { return this.connecting; }, enumerable: false, configurable: true,
});

model = Object.create(Socket.prototype);
makeFields(model, {});

module.exports = { Socket, kAsyncId, normalizeArgs, validatePort };
