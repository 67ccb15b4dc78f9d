// node:fs/promises, and FileHandle, which its open() gives.
//
// Every operation is one request (FSREQPROMISE) behind the promise of an async function.
'use strict';

const EventEmitter = require('events');
const native = require('native:fs');
const { AbortError, invalidArgType, validateInteger } = require('./errors.js');
const util = require('./fs_util.js');
const { safeFinally, then } = require('./safe_finally.js');

const { bytesOf, fileMode, openFlags, optionsOf, pathText, toEntries, toStats, unixSeconds } = util;
const { constants } = native;
const kAsPromise = true; // the request: see fs_request.h
const kUnknownSize = 64 * 1024;
const kLongestRead = 512 * 1024;
const kLongestWrite = 512 * 1024;

const kHandle = Symbol('kHandle');
const kFd = Symbol('kFd');
const kRefs = Symbol('kRefs');
const kClosePromise = Symbol('kClosePromise');
const kCloseResolve = Symbol('kCloseResolve');
const kCloseReject = Symbol('kCloseReject');

class FileHandle extends EventEmitter {
  constructor(handle) {
    super();
    this[kHandle] = handle;
    this[kFd] = handle ? handle.fd : -1;
    this[kRefs] = 1;
    this[kClosePromise] = null;
  }

  get fd() {
    native.seeDescriptor();
    return this[kFd];
  }

  getAsyncId() { return this[kHandle].getAsyncId(); }

  appendFile(data, options) { return use(writeFile, this, data, options); }
  chmod(mode) { return use(fchmod, this, mode); }
  datasync() { return use(fdatasync, this); }
  sync() { return use(fsync, this); }
  read(buffer, offset, length, position) { return use(read, this, buffer, offset, length, position); }
  readv(buffers, position) { return use(readv, this, buffers, position); }
  readFile(options) { return use(readFile, this, options); }
  stat(options) { return use(fstat, this, options); }
  truncate(length = 0) { return use(ftruncate, this, length); }
  utimes(atime, mtime) { return use(futimes, this, atime, mtime); }
  write(buffer, offset, length, position) { return use(write, this, buffer, offset, length, position); }
  writev(buffers, position) { return use(writev, this, buffers, position); }
  writeFile(data, options) { return use(writeFile, this, data, options); }

  close = () => {
    if (this[kFd] === -1) return Promise.resolve();
    if (this[kClosePromise]) return this[kClosePromise];
    this[kRefs] -= 1;
    if (this[kRefs] === 0) {
      this[kFd] = -1;
      this[kClosePromise] = safeFinally(this[kHandle].close(), () => { this[kClosePromise] = undefined; });
    } else {
      // In use: it is closed when the last use ends.
      this[kClosePromise] = safeFinally(new Promise((resolve, reject) => {
        this[kCloseResolve] = resolve;
        this[kCloseReject] = reject;
      }), () => {
        this[kClosePromise] = undefined;
        this[kCloseReject] = undefined;
        this[kCloseResolve] = undefined;
      });
    }
    this.emit('close');
    return this[kClosePromise];
  };
}
for (const name of ['createReadStream', 'createWriteStream', 'readLines', 'readableWebStream', 'chown']) {
  FileHandle.prototype[name] = () => require('native:host').refuse(`FileHandle.${name}`);
}

/** Runs an operation on a handle, which stays open meanwhile. */
async function use(operation, handle, ...args) {
  if (handle[kHandle] === undefined) throw invalidArgType('filehandle', 'FileHandle', handle);
  if (handle[kFd] === -1) {
    throw Object.assign(new Error('file closed'), { code: 'EBADF', syscall: operation.name });
  }
  try {
    handle[kRefs] += 1;
    return await operation(handle, ...args);
  } finally {
    handle[kRefs] -= 1;
    if (handle[kRefs] === 0) {
      handle[kFd] = -1;
      handle[kHandle].close().then(handle[kCloseResolve], handle[kCloseReject]);
    }
  }
}

/** Closes after an operation; both errors count. */
async function closeAfter(operation, close) {
  return then.call(operation, (result) => then.call(close(), () => result), (error) => {
    return then.call(close(), () => Promise.reject(error), (closeError) => {
      return Promise.reject(require('./stream_errors.js').combined(closeError, error));
    });
  });
}

function checkSignal(signal) {
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
}

// ---- Paths -----------------------------------------------------------------------------------

async function access(path, mode = constants.F_OK) {
  validateInteger(mode, 'mode', 0, 7);
  return native.access(pathText(path), mode, kAsPromise);
}

async function copyFile(from, to, mode = 0) {
  validateInteger(mode, 'mode', 0, 7);
  return native.copyFile(pathText(from, 'src'), pathText(to, 'dest'), mode, kAsPromise);
}

async function open(path, flags, mode) {
  const text = pathText(path);
  return new FileHandle(await native.openFileHandle(text, openFlags(flags), fileMode(mode, 'mode', 0o666), kAsPromise));
}

async function rename(from, to) {
  return native.rename(pathText(from, 'oldPath'), pathText(to, 'newPath'), kAsPromise);
}

async function truncate(path, length = 0) {
  const handle = await open(path, 'r+');
  return closeAfter(ftruncate(handle, length), handle.close);
}

async function rm(path, options) {
  const text = pathText(path);
  return new Promise((resolve, reject) => {
    require('./fs_remove.js').remove(text, options, (error) => (error ? reject(error) : resolve()));
  });
}

async function rmdir(path, options) {
  if (options?.recursive) require('native:host').refuse('fs.rmdir with recursive');
  return native.rmdir(pathText(path), kAsPromise);
}

async function mkdir(path, options) {
  const given = typeof options === 'number' || typeof options === 'string' ? { mode: options } : options;
  const recursive = given?.recursive ?? false;
  require('./errors.js').validateBoolean(recursive, 'options.recursive');
  return native.mkdir(pathText(path), fileMode(given?.mode, 'mode', 0o777), recursive, kAsPromise);
}

async function readdir(path, options) {
  const given = util.checkReaddir(optionsOf(options));
  const text = pathText(path);
  return toEntries(await native.readdir(text, Boolean(given.withFileTypes), kAsPromise), given, text);
}

async function readlink(path, options) {
  const { encoding } = optionsOf(options);
  return util.encodeName(await native.readlink(pathText(path), kAsPromise), encoding);
}

async function realpath(path, options) {
  const { encoding } = optionsOf(options);
  return util.encodeName(await native.realpath(pathText(path), kAsPromise), encoding);
}

async function symlink(target, path) {
  return native.symlink(pathText(target, 'target'), pathText(path), kAsPromise);
}

async function stat(path, options) {
  return toStats(await native.stat(pathText(path), kAsPromise), options);
}

async function lstat(path, options) {
  return toStats(await native.lstat(pathText(path), kAsPromise), options);
}

async function link(from, to) {
  return native.link(pathText(from, 'existingPath'), pathText(to, 'newPath'), kAsPromise);
}

async function unlink(path) {
  return native.unlink(pathText(path), kAsPromise);
}

async function chmod(path, mode) {
  return native.chmod(pathText(path), fileMode(mode, 'mode'), kAsPromise);
}

async function utimes(path, atime, mtime) {
  return native.utimes(pathText(path), unixSeconds(atime), unixSeconds(mtime), kAsPromise);
}

async function mkdtemp(prefix, options) {
  const { encoding } = optionsOf(options);
  const text = pathText(prefix, 'prefix');
  return util.encodeName(util.temporaryName(text, await native.mkdtemp(`${text}XXXXXX`, kAsPromise)), encoding);
}

// ---- Open files ------------------------------------------------------------------------------

async function fchmod(handle, mode) {
  return native.fchmod(handle[kFd], fileMode(mode, 'mode'), kAsPromise);
}

async function fdatasync(handle) {
  return native.fdatasync(handle[kFd], kAsPromise);
}

async function fsync(handle) {
  return native.fsync(handle[kFd], kAsPromise);
}

async function fstat(handle, options) {
  return toStats(await native.fstat(handle[kFd], kAsPromise), options);
}

async function ftruncate(handle, length = 0) {
  validateInteger(length, 'len');
  return native.ftruncate(handle[kFd], Math.max(0, length), kAsPromise);
}

async function futimes(handle, atime, mtime) {
  return native.futimes(handle[kFd], unixSeconds(atime), unixSeconds(mtime), kAsPromise);
}

const positionOf = (position) => (typeof position === 'number' ? position : -1);

async function read(handle, bufferOrOptions, offsetOrOptions, length, position) {
  let buffer = bufferOrOptions;
  // Node takes a missing length for 0 when the arguments stand alone.
  let given = { offset: offsetOrOptions, length: length | 0, position };
  if (!ArrayBuffer.isView(buffer)) {
    given = bufferOrOptions ?? {};
    buffer = given.buffer ?? Buffer.alloc(16384);
  } else if (typeof offsetOrOptions === 'object') {
    given = offsetOrOptions ?? {};
  }
  if (!ArrayBuffer.isView(buffer)) throw invalidArgType('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
  const offset = given.offset ?? 0;
  validateInteger(offset, 'offset', 0);
  const size = given.length ?? buffer.byteLength - offset;
  if (size === 0) return { bytesRead: size, buffer };
  util.checkReadRange(offset, size, buffer.byteLength);
  const bytesRead = await native.read(handle[kFd], buffer, offset, size, positionOf(given.position), kAsPromise) || 0;
  return { bytesRead, buffer };
}

async function readv(handle, buffers, position) {
  const bytesRead = await native.readv(handle[kFd], buffers, positionOf(position), kAsPromise) || 0;
  return { bytesRead, buffers };
}

async function write(handle, data, offsetOrOptions, length, position) {
  if (ArrayBuffer.isView(data) && data.byteLength === 0) return { bytesWritten: 0, buffer: data };
  let args;
  if (ArrayBuffer.isView(data)) {
    const given = typeof offsetOrOptions === 'object' && offsetOrOptions !== null ? offsetOrOptions :
      { offset: offsetOrOptions, length, position };
    const offset = given.offset ?? 0;
    validateInteger(offset, 'offset', 0);
    const size = typeof given.length === 'number' ? given.length : data.byteLength - offset;
    util.checkRange(offset, size, data.byteLength);
    args = [data, offset, size, positionOf(given.position)];
  } else {
    if (typeof data !== 'string') throw invalidArgType('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
    const bytes = Buffer.from(data, typeof length === 'string' ? length : 'utf8');
    args = [bytes, 0, bytes.length, positionOf(offsetOrOptions)];
  }
  const bytesWritten = await native.write(handle[kFd], ...args, kAsPromise) || 0;
  return { bytesWritten, buffer: data };
}

async function writev(handle, buffers, position) {
  if (buffers.length === 0) return { bytesWritten: 0, buffers };
  const bytesWritten = await native.writev(handle[kFd], buffers, positionOf(position), kAsPromise) || 0;
  return { bytesWritten, buffers };
}

// ---- Whole files -----------------------------------------------------------------------------

async function writeAll(handle, data, signal) {
  let rest = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  do {
    checkSignal(signal);
    const { bytesWritten } = await write(handle, rest, 0, Math.min(kLongestWrite, rest.byteLength));
    rest = rest.subarray(bytesWritten);
  } while (rest.byteLength > 0);
}

async function writeFile(path, data, options) {
  const given = { encoding: 'utf8', mode: 0o666, flag: 'w', ...optionsOf(options) };
  if (!ArrayBuffer.isView(data) && typeof data === 'object' && data !== null &&
      (data[Symbol.asyncIterator] || data[Symbol.iterator])) {
    require('native:host').refuse('fs.promises.writeFile from an iterable');
  }
  const bytes = bytesOf(data, given.encoding);
  checkSignal(given.signal);
  if (path instanceof FileHandle) return writeAll(path, bytes, given.signal);
  const handle = await open(path, given.flag, given.mode);
  return closeAfter(writeAll(handle, bytes, given.signal), handle.close);
}

async function appendFile(path, data, options) {
  return writeFile(path, data, { flag: 'a', ...optionsOf(options) });
}

async function readAll(handle, options) {
  checkSignal(options.signal);
  const stats = await native.fstat(handle[kFd], kAsPromise);
  checkSignal(options.signal);
  const size = (stats[1] & constants.S_IFMT) === constants.S_IFREG ? stats[8] : 0;
  const chunks = [];
  let total = 0;
  while (true) {
    checkSignal(options.signal);
    const wanted = size === 0 ? kUnknownSize : Math.min(size - total, kLongestRead);
    const chunk = Buffer.allocUnsafeSlow(wanted);
    const count = await native.read(handle[kFd], chunk, 0, wanted, -1, kAsPromise) || 0;
    total += count;
    if (count > 0) chunks.push(chunk.subarray(0, count));
    if (count === 0 || total === size) break;
  }
  const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, total);
  return options.encoding && options.encoding !== 'buffer' ? bytes.toString(options.encoding) : bytes;
}

async function readFile(path, options) {
  const given = optionsOf(options, { flag: 'r' });
  if (path instanceof FileHandle) return readAll(path, given);
  checkSignal(given.signal);
  const handle = await open(path, given.flag || 'r', 0o666);
  return closeAfter(readAll(handle, given), handle.close);
}

module.exports = {
  access, copyFile, open, rename, truncate, rm, rmdir, mkdir, readdir, readlink, symlink, lstat, stat, link, unlink,
  chmod, utimes, realpath, mkdtemp, writeFile, appendFile, readFile, constants,
};
require('native:host').refuseExports(module.exports, 'fs.promises', 'cp opendir statfs lchmod lchown chown lutimes watch');
