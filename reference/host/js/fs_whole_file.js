// readFile and writeFile: a file read or written as a whole, in one request after the other.
'use strict';

const native = require('native:fs');
const fs = require('fs');
const { AbortError, codedError } = require('./errors.js');
const { fileMode, kUnseen, openFlags, pathText, request } = require('./fs_util.js');

const kMaxLength = 2 ** 31 - 1;
const kMode = 0o666;
const kUnknownSize = 64 * 1024; // of a read when the file does not say how big it is
const kLongestRead = 512 * 1024;

const isDescriptor = (value) => Number.isInteger(value) && value >= 0 && value <= 2147483647;

function aborted(signal) {
  return signal?.aborted ? new AbortError(undefined, { cause: signal.reason }) : null;
}

function tooLarge(size) {
  return codedError(RangeError, 'ERR_FS_FILE_TOO_LARGE', `File size (${size}) is greater than 2 GiB`, tooLarge);
}

function sizeOf(stats) {
  const { S_IFMT, S_IFREG } = fs.constants;
  return (stats[1] & S_IFMT) === S_IFREG ? stats[8] : 0;
}

function joined(chunks, total, encoding) {
  const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, total);
  return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes;
}

/** What one readFile has under way: open, fstat, read until the end, close. */
class Reading {
  constructor(options, callback, fd) {
    this.options = options;
    this.callback = callback;
    this.fd = fd;
    this.isOwn = fd === undefined; // a descriptor of the program's stays open
    this.size = 0;
    this.position = 0;
    this.chunks = [];
  }

  opened(error, fd) {
    if (error) {
      this.callback(error);
      return;
    }
    this.fd = fd;
    native.fstat(fd, request((failure, stats) => this.measured(failure, stats)));
  }

  measured(error, stats) {
    if (error) {
      this.close(error);
      return;
    }
    this.size = sizeOf(stats);
    if (this.size > kMaxLength) this.close(tooLarge(this.size));
    else this.read();
  }

  read() {
    const reason = aborted(this.options.signal);
    if (reason) {
      this.close(reason);
      return;
    }
    const wanted = this.size === 0 ? kUnknownSize : Math.min(kLongestRead, this.size - this.position);
    const chunk = Buffer.allocUnsafeSlow(wanted);
    native.read(this.fd, chunk, 0, wanted, -1, request((error, count) => {
      if (error) {
        this.close(error);
        return;
      }
      this.position += count;
      if (count > 0) this.chunks.push(chunk.subarray(0, count));
      if (count === 0 || this.position === this.size) this.close(null);
      else this.read();
    }));
  }

  close(error) {
    const done = (closeError) => {
      const failure = error || closeError;
      if (failure) this.callback(failure);
      else this.callback(null, joined(this.chunks, this.position, this.options.encoding));
    };
    if (this.isOwn) native.close(this.fd, request(done));
    else process.nextTick(done, null);
  }
}

function readFile(path, options, callback) {
  if (isDescriptor(path)) {
    const reading = new Reading(options, callback, path);
    process.nextTick(() => reading.opened(null, path));
    return;
  }
  const reason = aborted(options.signal);
  if (reason) {
    callback(reason);
    return;
  }
  const reading = new Reading(options, callback, undefined);
  native.open(pathText(path), openFlags(options.flag ?? 'r'), kMode, request((error, fd) => reading.opened(error, fd)));
}

function readFileNow(path, options) {
  const isOwn = !isDescriptor(path);
  const fd = isOwn ? fs.openSync(path, options.flag ?? 'r', kMode, kUnseen) : path;
  try {
    const size = sizeOf(native.fstat(fd));
    if (size > kMaxLength) throw tooLarge(size);
    const chunks = [];
    let position = 0;
    while (true) {
      const chunk = Buffer.allocUnsafeSlow(size === 0 ? kUnknownSize : size - position);
      const count = native.read(fd, chunk, 0, chunk.length, -1);
      position += count;
      if (count > 0) chunks.push(chunk.subarray(0, count));
      if (count === 0 || position === size) return joined(chunks, position, options.encoding);
    }
  } finally {
    if (isOwn) fs.closeSync(fd);
  }
}

function writeFile(path, data, options, callback) {
  if (isDescriptor(path)) {
    writeRest(path, false, data, 0, options.signal, callback);
    return;
  }
  const reason = aborted(options.signal);
  if (reason) {
    callback(reason);
    return;
  }
  const mode = fileMode(options.mode, 'mode', kMode);
  native.open(pathText(path), openFlags(options.flag || 'w'), mode, request((error, fd) => {
    if (error) callback(error);
    else writeRest(fd, true, data, 0, options.signal, callback);
  }));
}

function writeRest(fd, isOwn, data, from, signal, callback) {
  const end = (error) => {
    if (!isOwn) callback(error);
    else native.close(fd, request((closeError) => callback(error || closeError)));
  };
  const reason = aborted(signal);
  if (reason) {
    end(reason);
    return;
  }
  const length = data.byteLength - from;
  native.write(fd, data, from, length, -1, request((error, count) => {
    if (error) end(error);
    else if (count === length) end(null);
    else writeRest(fd, isOwn, data, from + count, signal, callback);
  }));
}

function writeFileNow(path, data, options) {
  const isOwn = !isDescriptor(path);
  const fd = isOwn ? fs.openSync(path, options.flag || 'w', options.mode, kUnseen) : path;
  try {
    let at = 0;
    while (at < data.byteLength) at += native.write(fd, data, at, data.byteLength - at, -1);
  } finally {
    if (isOwn) fs.closeSync(fd);
  }
}

module.exports = { readFile, readFileNow, writeFile, writeFileNow };
