// http.ServerResponse.
'use strict';

const { imitate } = require('native:host');
const { codedError, validateObject } = require('./errors.js');
const { hasBadHeaderChar, validateHeaderValue } = require('./http_common.js');
const { OutgoingMessage, kOutHeaders, sentError } = require('./http_outgoing.js');
const { STATUS_CODES } = require('./http_status.js');

function ServerResponse(request) {
  if (model === null || !imitate(this, model)) makeFields(this);
  if (request.method === 'HEAD') this._hasBody = false;
  this.req = request;
  if (request.httpVersionMajor < 1 || request.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = /(?:^|\W)chunked(?:$|\W)/i.test(request.headers.te);
    this.shouldKeepAlive = false;
  }
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

/** What every response has. */
function makeFields(response) {
  OutgoingMessage.call(response);
  response.req = undefined;
  response.sendDate = true;
  response._sent100 = false;
  response._expect_continue = false;
}

/** A response to no request. */
let model = null;

ServerResponse.prototype.statusCode = 200;
ServerResponse.prototype.statusMessage = undefined;

/** Ends the response: nothing more comes of it. */
function emitClose(response) {
  if (response._closed) return;
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}

function onSocketClose() {
  if (this._httpMessage) emitClose(this._httpMessage);
}

ServerResponse.prototype.assignSocket = function assignSocket(socket) {
  if (socket._httpMessage) {
    throw codedError(Error, 'ERR_HTTP_SOCKET_ASSIGNED',
                     'ServerResponse has an already assigned socket');
  }
  socket._httpMessage = this;
  socket.on('close', onSocketClose);
  this.socket = socket;
  this.emit('socket', socket);
  this._flush();
};

ServerResponse.prototype.detachSocket = function detachSocket(socket) {
  socket.removeListener('close', onSocketClose);
  socket._httpMessage = null;
  this.socket = null;
};

// ---- Heads -----------------------------------------------------------------------------------

ServerResponse.prototype._implicitHeader = function _implicitHeader() {
  this.writeHead(this.statusCode);
};

/** writeHead(status[, message][, headers]) */
ServerResponse.prototype.writeHead = function writeHead(status, message, headers) {
  if (this._header) throw sentError('render');
  const code = status | 0;
  if (code < 100 || code > 999) {
    throw codedError(RangeError, 'ERR_HTTP_INVALID_STATUS_CODE', `Invalid status code: ${status}`);
  }
  if (typeof message === 'string') {
    this.statusMessage = message;
  } else {
    this.statusMessage ||= STATUS_CODES[code] || 'unknown';
    headers ??= message;
  }
  this.statusCode = code;
  if (this[kOutHeaders] && headers) {
    addFields(this, headers);
    headers = undefined;
  }
  if (hasBadHeaderChar(this.statusMessage)) {
    throw codedError(TypeError, 'ERR_INVALID_CHAR', 'Invalid character in statusMessage');
  }
  if (code === 204 || code === 304 || code < 200) this._hasBody = false;
  // Who waits for a 100 and gets something final may still send the body.
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
  this._storeHeader(`HTTP/1.1 ${code} ${this.statusMessage}\r\n`, headers ?? this[kOutHeaders]);
  return this;
};
ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

/** Adds the fields of writeHead to those of setHeader. */
function addFields(response, headers) {
  if (!Array.isArray(headers)) {
    for (const name of Object.keys(headers)) if (name) response.setHeader(name, headers[name]);
    return;
  }
  if (headers.length % 2 !== 0) {
    throw codedError(TypeError, 'ERR_INVALID_ARG_VALUE', "The argument 'headers' is invalid.");
  }
  for (let i = 0; i < headers.length; i += 2) response.removeHeader(headers[i]);
  for (let i = 0; i < headers.length; i += 2) {
    if (headers[i]) response.appendHeader(headers[i], headers[i + 1]);
  }
}

// ---- Informational responses -----------------------------------------------------------------

ServerResponse.prototype.writeContinue = function writeContinue(callback) {
  this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'latin1', callback);
  this._sent100 = true;
};

ServerResponse.prototype.writeProcessing = function writeProcessing(callback) {
  this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'latin1', callback);
};

ServerResponse.prototype.writeEarlyHints = function writeEarlyHints(hints, callback) {
  validateObject(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  const links = [].concat(hints.link).join(', ');
  let head = `HTTP/1.1 103 Early Hints\r\nLink: ${links}\r\n`;
  for (const name of Object.keys(hints)) {
    if (name === 'link') continue;
    validateHeaderValue(name, hints[name]);
    head += `${name}: ${hints[name]}\r\n`;
  }
  this._writeRaw(`${head}\r\n`, 'latin1', callback);
};

model = Object.create(ServerResponse.prototype);
makeFields(model);

module.exports = { ServerResponse, emitClose };
