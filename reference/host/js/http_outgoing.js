// http.OutgoingMessage: what ServerResponse and ClientRequest share: header fields, the head they
// become, and bytes that wait for a socket.
//
// Words
// - head: first line and header fields as text; `_header`, null before it is made.
// - output: what was written while another message, or none, has the socket.
'use strict';

const { Stream } = require('stream');
const { imitate, quick } = require('native:host');
const { withTrigger } = require('native:net');
const { codedError, invalidArgType, validateFunction, validateString } = require('./errors.js');
const { kAsyncId } = require('./net_socket.js');
const { hasBadHeaderChar, utcDate, validateHeaderName, validateHeaderValue } = require('./http_common.js');

const kOutHeaders = Symbol('headers');     // lower-cased name -> [name, value]; null: none
const kNeedDrain = Symbol('needDrain');
const kErrored = Symbol('errored');
const kBodyBytes = Symbol('bodyBytes');    // written so far, while the length is strict
const kHighWaterMark = 16384;

const noop = () => {};

function OutgoingMessage() {
  if (model === null || !imitate(this, model)) makeFields(this);
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);

/** What every message has. */
function makeFields(message) {
  Stream.call(message);
  message.outputData = [];
  message.outputSize = 0;
  message.writable = true;
  message.destroyed = false;
  message._last = false;
  message.chunkedEncoding = false;
  message.shouldKeepAlive = true;
  message.maxRequestsOnConnectionReached = false;
  message._defaultKeepAlive = true;
  message.useChunkedEncodingByDefault = true;
  message.sendDate = false;
  message._removedConnection = false;
  message._removedContLen = false;
  message._removedTE = false;
  message.strictContentLength = false;
  message._contentLength = null;
  message._hasBody = true;
  message._trailer = '';
  message[kNeedDrain] = false;
  message.finished = false;
  message._headerSent = false;
  message._closed = false;
  message.socket = null;
  message._header = null;
  message[kOutHeaders] = null;
  message._keepAliveTimeout = 0;
  message._onPendingData = noop;
  message[kErrored] = null;
}

/** A message as it is made. */
let model = null;

function sentError(verb) {
  return codedError(Error, 'ERR_HTTP_HEADERS_SENT',
                    `Cannot ${verb} headers after they are sent to the client`, sentError);
}

// ---- Header fields ---------------------------------------------------------------------------

OutgoingMessage.prototype.setHeader = function setHeader(name, value) {
  if (this._header) throw sentError('set');
  validateHeaderName(name);
  validateHeaderValue(name, value);
  (this[kOutHeaders] ??= { __proto__: null })[name.toLowerCase()] = [name, value];
  return this;
};

OutgoingMessage.prototype.setHeaders = function setHeaders(headers) {
  if (this._header) throw sentError('set');
  if (!headers || Array.isArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
    throw invalidArgType('headers', ['Headers', 'Map'], headers);
  }
  for (const key of headers.keys()) this.setHeader(key, headers.get(key));
  return this;
};

OutgoingMessage.prototype.appendHeader = function appendHeader(name, value) {
  if (this._header) throw sentError('append');
  validateHeaderName(name);
  validateHeaderValue(name, value);
  const fields = (this[kOutHeaders] ??= { __proto__: null });
  const entry = fields[name.toLowerCase()];
  if (entry === undefined) fields[name.toLowerCase()] = [name, value];
  else entry[1] = [].concat(entry[1], value);
  return this;
};

OutgoingMessage.prototype.getHeader = function getHeader(name) {
  validateString(name, 'name');
  return this[kOutHeaders]?.[name.toLowerCase()]?.[1];
};

OutgoingMessage.prototype.hasHeader = function hasHeader(name) {
  validateString(name, 'name');
  return this[kOutHeaders] !== null && name.toLowerCase() in this[kOutHeaders];
};

OutgoingMessage.prototype.getHeaderNames = function getHeaderNames() {
  return Object.keys(this[kOutHeaders] ?? {});
};

OutgoingMessage.prototype.getRawHeaderNames = function getRawHeaderNames() {
  return Object.values(this[kOutHeaders] ?? {}).map(([name]) => name);
};

OutgoingMessage.prototype.getHeaders = function getHeaders() {
  const result = { __proto__: null };
  const fields = this[kOutHeaders];
  for (const key in fields) result[key] = fields[key][1];
  return result;
};

OutgoingMessage.prototype.removeHeader = function removeHeader(name) {
  validateString(name, 'name');
  if (this._header) throw sentError('remove');
  const key = name.toLowerCase();
  if (key === 'connection') this._removedConnection = true;
  else if (key === 'content-length') this._removedContLen = true;
  else if (key === 'transfer-encoding') this._removedTE = true;
  else if (key === 'date') this.sendDate = false;
  if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
};

OutgoingMessage.prototype.addTrailers = function addTrailers(headers) {
  this._trailer = '';
  const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
  for (const [name, value] of pairs) {
    validateHeaderName(name, 'Trailer name');
    if (hasBadHeaderChar(value)) {
      throw codedError(TypeError, 'ERR_INVALID_CHAR', `Invalid character in trailer content ["${name}"]`);
    }
    this._trailer += `${name}: ${value}\r\n`;
  }
};

// ---- The head --------------------------------------------------------------------------------

/** Notes what a field says about the message. */
function noteField(message, seen, key, value) {
  switch (key) {
    case 'connection':
      seen.connection = true;
      message._removedConnection = false;
      if (/(?:^|\W)close(?:$|\W)/i.test(value)) message._last = true;
      else message.shouldKeepAlive = true;
      break;
    case 'transfer-encoding':
      seen.encoding = true;
      message._removedTE = false;
      if (/(?:^|\W)chunked(?:$|\W)/i.test(value)) message.chunkedEncoding = true;
      break;
    case 'content-length':
      seen.length = true;
      message._contentLength = value;
      message._removedContLen = false;
      break;
    case 'date': seen.date = true; break;
    case 'expect': seen.expect = true; break;
    case 'trailer': seen.trailer = true; break;
    case 'keep-alive': message._defaultKeepAlive = false; break;
    default:
  }
}

function fieldText(message, seen, name, value, validate) {
  if (validate) validateHeaderName(name);
  const key = name.toLowerCase();
  if (!Array.isArray(value)) {
    if (validate) validateHeaderValue(name, value);
    noteField(message, seen, key, value);
    return `${name}: ${value}\r\n`;
  }
  const values = value.length > 1 && key === 'cookie' ? [value.join('; ')] : value;
  return values.map((one) => fieldText(message, seen, name, one, validate)).join('');
}

/** All fields given: setHeader's own, an array of names and values or of pairs, or an object. */
function fieldsText(message, seen, headers) {
  let text = '';
  if (!headers) return text;
  if (headers === message[kOutHeaders]) {
    for (const key in headers) text += fieldText(message, seen, headers[key][0], headers[key][1], false);
  } else if (Array.isArray(headers)) {
    if (headers.length > 0 && Array.isArray(headers[0])) headers = headers.flat();
    if (headers.length % 2 !== 0) {
      const { invalidArgValue } = require('./errors.js');
      throw invalidArgValue('headers', headers);
    }
    for (let i = 0; i < headers.length; i += 2) text += fieldText(message, seen, headers[i], headers[i + 1], true);
  } else {
    for (const name in headers) {
      if (Object.hasOwn(headers, name)) text += fieldText(message, seen, name, headers[name], true);
    }
  }
  return text;
}

/** The field that says whether the connection stays open. */
function connectionText(message, seen) {
  if (message._removedConnection) {
    message._last = true;
    message.shouldKeepAlive = false;
    return '';
  }
  if (seen.connection) return '';
  const stays = message.shouldKeepAlive &&
    (seen.length || message.useChunkedEncodingByDefault || message.agent);
  if (!stays) {
    message._last = true;
    return 'Connection: close\r\n';
  }
  if (message.maxRequestsOnConnectionReached) return 'Connection: close\r\n';
  let text = 'Connection: keep-alive\r\n';
  if (message._keepAliveTimeout && message._defaultKeepAlive) {
    const most = Math.trunc(message._maxRequestsPerSocket) > 0 ? `, max=${message._maxRequestsPerSocket}` : '';
    text += `Keep-Alive: timeout=${Math.floor(message._keepAliveTimeout / 1000)}${most}\r\n`;
  }
  return text;
}

/** The field that says where the body ends. */
function lengthText(message, seen) {
  if (seen.length || seen.encoding) return '';
  if (!message._hasBody) {
    message.chunkedEncoding = false;
  } else if (!message.useChunkedEncodingByDefault) {
    message._last = true;
  } else if (!seen.trailer && !message._removedContLen && typeof message._contentLength === 'number') {
    return `Content-Length: ${message._contentLength}\r\n`;
  } else if (!message._removedTE) {
    message.chunkedEncoding = true;
    return 'Transfer-Encoding: chunked\r\n';
  }
  return '';
}

OutgoingMessage.prototype._storeHeader = quick('storeHeader', function _storeHeader(firstLine, headers) {
  const seen = {
    connection: false, encoding: false, length: false, date: false, expect: false, trailer: false,
  };
  let head = firstLine + fieldsText(this, seen, headers);
  if (this.sendDate && !seen.date) head += `Date: ${utcDate()}\r\n`;
  if (this.chunkedEncoding && (this.statusCode === 204 || this.statusCode === 304)) {
    this.chunkedEncoding = false;
    this.shouldKeepAlive = false;
  }
  head += connectionText(this, seen);
  head += lengthText(this, seen);
  if (!this.chunkedEncoding && seen.trailer) {
    throw codedError(Error, 'ERR_HTTP_TRAILER_INVALID',
                     'Trailers are invalid with this transfer encoding');
  }
  this._header = `${head}\r\n`;
  this._headerSent = false;
  // The other side is asked before the body: the head goes at once.
  if (seen.expect) this._send('');
}, utcDate, kOutHeaders);

OutgoingMessage.prototype._implicitHeader = function _implicitHeader() {
  throw codedError(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The _implicitHeader() method is not implemented');
};

OutgoingMessage.prototype.flushHeaders = function flushHeaders() {
  if (!this._header) this._implicitHeader();
  this._send('');
};

// ---- Sending ---------------------------------------------------------------------------------

/** The first piece of a body goes in one piece with the head. */
OutgoingMessage.prototype._send = quick('outgoing.send', function _send(data, encoding, callback) {
  if (!this._headerSent) {
    const head = this._header;
    if (typeof data === 'string' && (!encoding || encoding === 'utf8' || encoding === 'latin1')) {
      data = head + data;
    } else {
      this.outputData.unshift({ data: head, encoding: 'latin1', callback: null });
      this.outputSize += head.length;
      this._onPendingData(head.length);
    }
    this._headerSent = true;
  }
  return this._writeRaw(data, encoding, callback);
});

OutgoingMessage.prototype._writeRaw = quick('outgoing.writeRaw', function _writeRaw(data, encoding, callback) {
  const { socket } = this;
  if (socket && socket.destroyed) return false;
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (socket && socket._httpMessage === this && socket.writable) {
    if (this.outputData.length > 0) this._flushOutput(socket);
    return socket.write(data, encoding, callback);
  }
  this.outputData.push({ data, encoding, callback });
  this.outputSize += data.length;
  this._onPendingData(data.length);
  return this.outputSize < kHighWaterMark;
});

OutgoingMessage.prototype._flush = function _flush() {
  const { socket } = this;
  if (!socket || !socket.writable) return;
  const flows = this._flushOutput(socket);
  if (this.finished) {
    this._finish();
  } else if (flows && this[kNeedDrain]) {
    this[kNeedDrain] = false;
    this.emit('drain');
  }
};

OutgoingMessage.prototype._flushOutput = function _flushOutput(socket) {
  const output = this.outputData;
  if (output.length === 0) return undefined;
  socket.cork();
  let flows;
  for (const { data, encoding, callback } of output) flows = socket.write(data, encoding, callback);
  socket.uncork();
  this.outputData = [];
  this._onPendingData(-this.outputSize);
  this.outputSize = 0;
  return flows;
};

function uncorkLater(socket) {
  socket.uncork();
}

function reportError(message, error, callback) {
  callback(error);
  if (!message._closed) message.emit('error', error);
}

function failLater(message, error, callback) {
  const socket = message.socket;
  if (socket) withTrigger(socket[kAsyncId], process.nextTick, process, reportError, message, error, callback);
  else process.nextTick(reportError, message, error, callback);
}

function writeAfterEnd() {
  return codedError(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end', writeAfterEnd);
}

function checkChunk(chunk) {
  if (chunk === null) {
    throw codedError(TypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream', checkChunk);
  }
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
    throw invalidArgType('chunk', ['string', 'Buffer', 'Uint8Array'], chunk, checkChunk);
  }
}

/** Whether the length that the head tells is to be kept to. */
function isStrict(message) {
  return message._contentLength !== null && message._hasBody &&
    !message._removedContLen && !message.chunkedEncoding && !message.hasHeader('transfer-encoding');
}

function lengthMismatch(written, length) {
  return codedError(Error, 'ERR_HTTP_CONTENT_LENGTH_MISMATCH', `Response body's content-length of ${written} byte(s) ` +
    `does not match the content-length of ${length} byte(s) set in header`);
}

function countBytes(message, size, isLast) {
  const written = (message[kBodyBytes] ?? 0) + size;
  const length = message._contentLength;
  if (isStrict(message) && (isLast ? written !== length : written > length)) throw lengthMismatch(written, length);
  message[kBodyBytes] = written;
}

function writePiece(message, chunk, encoding, callback, isLast) {
  if (typeof callback !== 'function') callback = noop;
  checkChunk(chunk);
  if (message.finished) {
    failLater(message, writeAfterEnd(), callback);
    return false;
  }
  if (message.destroyed) {
    process.nextTick(callback, codedError(
      Error, 'ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed'));
    return false;
  }
  const size = () => (typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength);
  if (message.strictContentLength) countBytes(message, size(), isLast);
  if (!message._header) {
    if (isLast) message._contentLength = size();
    message._implicitHeader();
  }
  if (!message._hasBody) {
    process.nextTick(callback);
    return true;
  }
  const { socket } = message;
  if (!isLast && socket && !socket.writableCorked) {
    socket.cork();
    process.nextTick(uncorkLater, socket);
  }
  let flows;
  if (message.chunkedEncoding && chunk.length !== 0) {
    message._send(size().toString(16), 'latin1', null);
    message._send('\r\n', 'latin1', null);
    message._send(chunk, encoding, null);
    flows = message._send('\r\n', 'latin1', callback);
  } else {
    flows = message._send(chunk, encoding, callback);
  }
  if (!flows) message[kNeedDrain] = true;
  return flows;
}

OutgoingMessage.prototype.write = function write(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  return writePiece(this, chunk, encoding, callback, false);
};

function finish(message) {
  if (message.socket && message.socket._hadError) return;
  message.emit('finish');
}

OutgoingMessage.prototype.end = quick('outgoing.end', function end(chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (this.finished) {
    endAgain(this, chunk, callback);
    return this;
  }
  if (chunk) {
    if (this.socket) this.socket.cork();
    writePiece(this, chunk, encoding, null, true);
  } else if (!this._header) {
    if (this.socket) this.socket.cork();
    this._contentLength = 0;
    this._implicitHeader();
  }
  if (typeof callback === 'function') this.once('finish', callback);
  if (this.strictContentLength && isStrict(this) && (this[kBodyBytes] ?? 0) !== this._contentLength) {
    throw lengthMismatch(this[kBodyBytes] ?? 0, this._contentLength);
  }
  const finished = () => finish(this);
  if (this._hasBody && this.chunkedEncoding) this._send(`0\r\n${this._trailer}\r\n`, 'latin1', finished);
  else if (!this._headerSent || this.writableLength || chunk) this._send('', 'latin1', finished);
  else process.nextTick(finished);
  if (this.socket) {
    this.socket._writableState.corked = 1;
    this.socket.uncork();
  }
  this.finished = true;
  if (this.outputData.length === 0 && this.socket && this.socket._httpMessage === this) this._finish();
  return this;
});

function endAgain(message, chunk, callback) {
  if (chunk) {
    failLater(message, writeAfterEnd(), typeof callback === 'function' ? callback : noop);
  } else if (typeof callback === 'function') {
    if (!message.writableFinished) message.on('finish', callback);
    else {
      callback(codedError(Error, 'ERR_STREAM_ALREADY_FINISHED',
                          'Cannot call end after a stream was finished'));
    }
  }
}

OutgoingMessage.prototype._finish = function _finish() {
  this.emit('prefinish');
};

OutgoingMessage.prototype.destroy = function destroy(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  if (this.socket) this.socket.destroy(error);
  else this.once('socket', (socket) => socket.destroy(error));
  return this;
};

OutgoingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) {
    validateFunction(callback, 'callback');
    this.on('timeout', callback);
  }
  if (this.socket) this.socket.setTimeout(msecs);
  else this.once('socket', (socket) => socket.setTimeout(msecs));
  return this;
};

OutgoingMessage.prototype.cork = function cork() {
  if (this.socket) this.socket.cork();
};

OutgoingMessage.prototype.uncork = function uncork() {
  if (this.socket) this.socket.uncork();
};

OutgoingMessage.prototype.pipe = function pipe() {
  this.emit('error', codedError(Error, 'ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable'));
};

// ---- State -----------------------------------------------------------------------------------

const kGetters = {
  headersSent() { return Boolean(this._header); },
  writableEnded() { return this.finished; },
  writableFinished() {
    return this.finished && this.outputSize === 0 && (!this.socket || this.socket.writableLength === 0);
  },
  writableObjectMode() { return false; },
  writableLength() { return this.outputSize + (this.socket ? this.socket.writableLength : 0); },
  writableHighWaterMark() { return this.socket ? this.socket.writableHighWaterMark : kHighWaterMark; },
  writableCorked() { return this.socket ? this.socket.writableCorked : 0; },
  writableNeedDrain() { return !this.destroyed && !this.finished && this[kNeedDrain]; },
  errored() { return this[kErrored]; },
  closed() { return this._closed; },
};
for (const name of Object.keys(kGetters)) {
  Object.defineProperty(OutgoingMessage.prototype, name, { get: kGetters[name], configurable: true, enumerable: true });
}
Object.defineProperty(OutgoingMessage.prototype, 'connection', {
  get() { return this.socket; }, set(socket) { this.socket = socket; }, configurable: true, enumerable: true,
});

model = Object.create(OutgoingMessage.prototype);
makeFields(model);

module.exports = { OutgoingMessage, kNeedDrain, kOutHeaders, sentError };
