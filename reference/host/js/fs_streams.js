// ReadStream and WriteStream: files as streams. They open when constructed (in a tick) and close when destroyed.
'use strict';

const fs = require('fs');
const { Readable, Writable } = require('stream');
const { outOfRange, validateInteger } = require('./errors.js');
const { errorOrDestroy } = require('./stream_destroy.js');
const { finished } = require('./stream_finished.js');
const { fileDescriptor, optionsOf, pathText } = require('./fs_util.js');

const kReadSize = 64 * 1024;
const kBusy = Symbol('kIsPerformingIO');
const kIdle = Symbol('kIoDone');

/** What both constructors do with their arguments. Returns the options for the stream. */
function begin(stream, path, given, flags) {
  const options = { ...optionsOf(given) };
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (options.fs !== undefined) require('native:host').refuse('options.fs of file streams');
  if (options.fd === undefined || options.fd === null) {
    stream.fd = null;
    stream.path = path instanceof URL ? pathText(path) : path;
    stream.flags = options.flags === undefined ? flags : options.flags;
    stream.mode = options.mode === undefined ? 0o666 : options.mode;
    pathText(stream.path);
  } else {
    if (typeof options.fd !== 'number') require('native:host').refuse('file streams over a FileHandle');
    stream.fd = fileDescriptor(options.fd);
    stream.path = path;
  }
  stream[kBusy] = false;
  return options;
}

/** _construct of both. */
function openFile(callback) {
  if (typeof this.fd === 'number') {
    callback();
    return;
  }
  fs.open(this.path, this.flags, this.mode, (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    this.fd = fd;
    callback();
    this.emit('open', this.fd);
    this.emit('ready');
  });
}

function closeFile(stream, error, callback) {
  if (stream.fd === null || stream.fd === undefined) {
    callback(error);
    return;
  }
  fs.close(stream.fd, (failure) => callback(failure || error));
  stream.fd = null;
}

/** _destroy of both: what is under way comes first. */
function destroyFile(error, callback) {
  if (this[kBusy]) this.once(kIdle, (failure) => closeFile(this, error || failure, callback));
  else closeFile(this, error, callback);
}

function ReadStream(path, given) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, given);
  const options = begin(this, path, given, 'r');
  if (options.highWaterMark === undefined) options.highWaterMark = kReadSize;
  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw outOfRange('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  Readable.call(this, options);
  if (options.encoding) this.setEncoding(options.encoding);
}
Object.setPrototypeOf(ReadStream, Readable);

ReadStream.prototype = {
  __proto__: Readable.prototype,
  _construct: openFile,
  _destroy: destroyFile,

  _read(size) {
    const wanted = Math.min(this.end - (this.pos === undefined ? this.bytesRead : this.pos) + 1, size);
    if (wanted <= 0) {
      this.push(null);
      return;
    }
    const chunk = Buffer.allocUnsafeSlow(wanted);
    this[kBusy] = true;
    fs.read(this.fd, chunk, 0, wanted, this.pos, (error, count) => {
      this[kBusy] = false;
      if (this.destroyed) {
        this.emit(kIdle, error);
      } else if (error) {
        errorOrDestroy(this, error);
      } else if (count > 0) {
        if (this.pos !== undefined) this.pos += count;
        this.bytesRead += count;
        this.push(count === wanted ? chunk : Buffer.from(chunk.subarray(0, count)));
      } else {
        this.push(null);
      }
    });
  },

  close(callback) {
    if (callback) finished(this, callback);
    this.destroy();
  },

  get autoClose() { return this._readableState.autoDestroy; },
  set autoClose(value) { this._readableState.autoDestroy = value; },
  get pending() { return this.fd === null; },
};

function WriteStream(path, given) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, given);
  const options = begin(this, path, given, 'w');
  options.decodeStrings = true;
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  Writable.call(this, options);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
Object.setPrototypeOf(WriteStream, Writable);

/** What ends a write: the callback, or, after destroy(), whoever waits to close the file. */
function written(stream, error, count, callback) {
  stream[kBusy] = false;
  if (stream.destroyed) {
    callback(error);
    stream.emit(kIdle, error);
  } else if (error) {
    callback(error);
  } else {
    stream.bytesWritten += count;
    callback();
  }
}

WriteStream.prototype = {
  __proto__: Writable.prototype,
  _construct: openFile,
  _destroy: destroyFile,

  _write(chunk, encoding, callback) {
    this[kBusy] = true;
    fs.write(this.fd, chunk, 0, chunk.length, this.pos, (error, count) => written(this, error, count, callback));
    if (this.pos !== undefined) this.pos += chunk.length;
  },

  _writev(entries, callback) {
    const chunks = entries.map((entry) => entry.chunk);
    this[kBusy] = true;
    fs.writev(this.fd, chunks, this.pos, (error, count) => written(this, error, count, callback));
    if (this.pos !== undefined) this.pos += chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  },

  close(callback) {
    if (callback) {
      if (this.closed) {
        process.nextTick(callback);
        return;
      }
      this.on('close', callback);
    }
    // Without autoClose nothing else would close the file.
    if (!this.autoClose) this.on('finish', this.destroy);
    this.end();
  },

  destroySoon(...args) {
    return this.end(...args);
  },

  get autoClose() { return this._writableState.autoDestroy; },
  set autoClose(value) { this._writableState.autoDestroy = value; },
  get pending() { return this.fd === null; },
};
for (const Class of [ReadStream, WriteStream]) {
  Object.defineProperty(Class.prototype, 'constructor', { value: Class, writable: true, configurable: true });
}

module.exports = { ReadStream, WriteStream };
