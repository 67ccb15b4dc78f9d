// http.IncomingMessage: a request as the server reads it, a response as the client reads it.
'use strict';

const { Readable, finished } = require('stream');
const { imitate } = require('native:host');

const kHeaders = Symbol('headers');
const kTrailers = Symbol('trailers');
const kLimit = Symbol('limit');  // how many entries of rawHeaders count; undefined: all

/** Header fields of which only the first counts. */
const kSingle = new Set([
  'age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host',
  'if-modified-since', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards',
  'proxy-authorization', 'referer', 'retry-after', 'server', 'user-agent',
]);

function IncomingMessage(socket) {
  if (model === null || !imitate(this, model)) makeFields(this);
  this.socket = this.client = socket;
  const mark = socket ? socket.readableHighWaterMark : undefined;
  if (mark !== undefined) this._readableState.highWaterMark = mark;
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

/** What every message has. */
function makeFields(message) {
  Readable.call(message);
  message._readableState.readingMore = true;  // nothing is read before somebody asks
  message.socket = undefined;
  message.httpVersionMajor = null;
  message.httpVersionMinor = null;
  message.httpVersion = null;
  message.complete = false;
  message[kHeaders] = null;
  message.rawHeaders = [];
  message[kTrailers] = null;
  message.rawTrailers = [];
  message.aborted = false;
  message.upgrade = null;
  message.url = '';
  message.method = null;
  message.statusCode = null;
  message.statusMessage = null;
  message.client = undefined;
  message._consuming = false;
  message._dumped = false;
}

/** A message without socket. */
let model = null;

function addLine(to, name, value) {
  const key = name.toLowerCase();
  const old = to[key];
  if (key === 'set-cookie') {
    if (old === undefined) to[key] = [value];
    else old.push(value);
  } else if (old === undefined) {
    to[key] = value;
  } else if (!kSingle.has(key)) {
    to[key] = `${old}${key === 'cookie' ? '; ' : ', '}${value}`;
  }
}

/** The fields of a raw list as an object with lower-cased names. */
function collect(raw, limit = raw.length) {
  const to = {};
  for (let i = 0; i < raw.length && i < limit; i += 2) addLine(to, raw[i], raw[i + 1]);
  return to;
}

/** The same, each name with a list of all its values. */
function collectAll(raw, limit = raw.length) {
  const to = {};
  for (let i = 0; i < raw.length && i < limit; i += 2) (to[raw[i].toLowerCase()] ??= []).push(raw[i + 1]);
  return to;
}

function cached(symbol, raw, limit) {
  return {
    get() { return (this[symbol] ??= collect(this[raw], limit && this[limit])); },
    set(value) { this[symbol] = value; },
    configurable: true,
    enumerable: false,
  };
}

Object.defineProperties(IncomingMessage.prototype, {
  connection: {
    get() { return this.socket; }, set(socket) { this.socket = socket; }, configurable: true, enumerable: false,
  },
  headers: cached(kHeaders, 'rawHeaders', kLimit),
  trailers: cached(kTrailers, 'rawTrailers'),
  headersDistinct: { get() { return collectAll(this.rawHeaders, this[kLimit]); }, configurable: true, enumerable: false },
  trailersDistinct: { get() { return collectAll(this.rawTrailers); }, configurable: true, enumerable: false },
});

IncomingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(msecs);
  return this;
};

IncomingMessage.prototype._read = function _read() {
  if (!this._consuming) {
    this._readableState.readingMore = false;
    this._consuming = true;
  }
  const { socket } = this;
  if (socket && socket.readable && !socket._paused) socket.resume();
};

IncomingMessage.prototype._destroy = function _destroy(error, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit('aborted');
  }
  const { socket } = this;
  if (socket && !socket.destroyed && this.aborted) {
    socket.destroy(error);
    const cleanUp = finished(socket, (ended) => {
      if (ended?.code === 'ERR_STREAM_PREMATURE_CLOSE') ended = null;
      cleanUp();
      process.nextTick(destroyed, this, ended || error, callback);
    });
  } else {
    process.nextTick(destroyed, this, error, callback);
  }
};

/** Nobody who listens for no errors is told of one. */
function destroyed(message, error, callback) {
  if (message.listenerCount('error') === 0) callback();
  else callback(error);
}

/** Reads the body and forgets it, so that what follows on the connection is reached. */
IncomingMessage.prototype._dump = function _dump() {
  if (this._dumped) return;
  this._dumped = true;
  this.removeAllListeners('data');
  this.resume();
};

model = Object.create(IncomingMessage.prototype);
makeFields(model);

module.exports = { IncomingMessage, kLimit };
