// node:fs: the functions with callbacks and those that wait.
//
// Each function with a callback makes one request (FSREQCALLBACK), in the context of its caller; readFile and
// writeFile make several, each in the callback of the one before.
'use strict';

const native = require('native:fs');
const { invalidArgType, validateInteger } = require('./errors.js');
const util = require('./fs_util.js');

const { bytesOf, callbackOf, fileDescriptor, fileMode, openFlags, optionsOf, pathText, request, toEntries, toStats,
        unixSeconds } = util;
const { constants } = native;

/** Turns the value of a request before the callback gets it. */
function mapped(callback, convert) {
  return request((error, value) => {
    if (error) callback(error);
    else callback(null, convert(value));
  });
}

// ---- One request each ------------------------------------------------------------------------
// For every operation: its arguments, checked, as native:fs takes them. Used by both forms.

const operations = {
  access: (path, mode) => [pathText(path), accessMode(mode)],
  chmod: (path, mode) => [pathText(path), fileMode(mode, 'mode')],
  fchmod: (fd, mode) => [fileDescriptor(fd), fileMode(mode, 'mode')],
  fsync: (fd) => [fileDescriptor(fd)],
  fdatasync: (fd) => [fileDescriptor(fd)],
  ftruncate: (fd, length = 0) => [fileDescriptor(fd), truncateLength(length)],
  futimes: (fd, atime, mtime) => [fileDescriptor(fd), unixSeconds(atime, 'atime'), unixSeconds(mtime, 'mtime')],
  link: (from, to) => [pathText(from, 'existingPath'), pathText(to, 'newPath')],
  rename: (from, to) => [pathText(from, 'oldPath'), pathText(to, 'newPath')],
  unlink: (path) => [pathText(path)],
  utimes: (path, atime, mtime) => [pathText(path), unixSeconds(atime), unixSeconds(mtime)],
};

function accessMode(mode) {
  if (mode === undefined || mode === null) return constants.F_OK;
  validateInteger(mode, 'mode', 0, 7);
  return mode;
}

function truncateLength(length) {
  if (length === null) return 0;
  validateInteger(length, 'len');
  return Math.max(0, length);
}

function access(path, mode, callback) {
  let given = mode;
  let report = callback;
  if (typeof mode === 'function') {
    report = mode;
    given = constants.F_OK;
  }
  const args = operations.access(path, given);
  native.access(...args, request(callbackOf(report)));
}

function accessSync(path, mode) {
  native.access(...operations.access(path, mode));
}

function exists(path, callback) {
  callbackOf(callback);
  const report = (error) => callback(!error);
  try {
    native.access(pathText(path), constants.F_OK, request(report));
  } catch {
    callback(false);
  }
}
Object.defineProperty(exists, Symbol.for('nodejs.util.promisify.custom'), {
  value: (path) => new Promise((resolve) => exists(path, resolve)),
});

function existsSync(path) {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

function chmod(path, mode, callback) {
  const args = operations.chmod(path, mode);
  native.chmod(...args, request(callbackOf(callback)));
}
function chmodSync(path, mode) {
  native.chmod(...operations.chmod(path, mode));
}

function fchmod(fd, mode, callback) {
  const args = operations.fchmod(fd, mode);
  native.fchmod(...args, request(callbackOf(callback)));
}
function fchmodSync(fd, mode) {
  native.fchmod(...operations.fchmod(fd, mode));
}

function fsync(fd, callback) {
  const args = operations.fsync(fd);
  native.fsync(...args, request(callbackOf(callback)));
}
function fsyncSync(fd) {
  native.fsync(...operations.fsync(fd));
}

function fdatasync(fd, callback) {
  const args = operations.fdatasync(fd);
  native.fdatasync(...args, request(callbackOf(callback)));
}
function fdatasyncSync(fd) {
  native.fdatasync(...operations.fdatasync(fd));
}

function ftruncate(fd, length, callback) {
  const report = typeof length === 'function' ? length : callback;
  const args = operations.ftruncate(fd, typeof length === 'function' ? 0 : length);
  native.ftruncate(...args, request(callbackOf(report)));
}
function ftruncateSync(fd, length) {
  native.ftruncate(...operations.ftruncate(fd, length));
}

function futimes(fd, atime, mtime, callback) {
  const args = operations.futimes(fd, atime, mtime);
  native.futimes(...args, request(callbackOf(callback)));
}
function futimesSync(fd, atime, mtime) {
  native.futimes(...operations.futimes(fd, atime, mtime));
}

function utimes(path, atime, mtime, callback) {
  callbackOf(callback);
  native.utimes(...operations.utimes(path, atime, mtime), request(callback));
}
function utimesSync(path, atime, mtime) {
  native.utimes(...operations.utimes(path, atime, mtime));
}

function link(from, to, callback) {
  callbackOf(callback);
  native.link(...operations.link(from, to), request(callback));
}
function linkSync(from, to) {
  native.link(...operations.link(from, to));
}

function rename(from, to, callback) {
  callbackOf(callback);
  native.rename(...operations.rename(from, to), request(callback));
}
function renameSync(from, to) {
  native.rename(...operations.rename(from, to));
}

function unlink(path, callback) {
  callbackOf(callback);
  native.unlink(...operations.unlink(path), request(callback));
}
function unlinkSync(path) {
  native.unlink(...operations.unlink(path));
}

function symlink(target, path, type, callback) {
  const report = callbackOf(typeof type === 'function' ? type : callback);
  native.symlink(pathText(target, 'target'), pathText(path), request(report));
}
function symlinkSync(target, path) {
  native.symlink(pathText(target, 'target'), pathText(path));
}

function copyFile(from, to, mode, callback) {
  const report = typeof mode === 'function' ? mode : callback;
  const source = pathText(from, 'src');
  const target = pathText(to, 'dest');
  const flags = typeof mode === 'function' || mode === undefined || mode === null ? 0 : mode;
  validateInteger(flags, 'mode', 0, 7);
  native.copyFile(source, target, flags, request(callbackOf(report)));
}
function copyFileSync(from, to, mode = 0) {
  validateInteger(mode, 'mode', 0, 7);
  native.copyFile(pathText(from, 'src'), pathText(to, 'dest'), mode);
}

function truncate(path, length, callback) {
  const report = callbackOf(typeof length === 'function' ? length : callback);
  const size = typeof length === 'function' || length === undefined ? 0 : truncateLength(length);
  open(path, 'r+', (error, fd) => {
    if (error) {
      report(error);
      return;
    }
    native.ftruncate(fd, size, request((failure) => close(fd, (last) => report(failure || last))));
  });
}
function truncateSync(path, length) {
  const fd = openSync(path, 'r+');
  try {
    ftruncateSync(fd, length);
  } finally {
    closeSync(fd);
  }
}

// ---- Stats, folders, links -------------------------------------------------------------------

function stat(path, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  native.stat(pathText(path), mapped(report, (values) => toStats(values, options)));
}
function lstat(path, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  native.lstat(pathText(path), mapped(report, (values) => toStats(values, options)));
}
function fstat(fd, options, callback) {
  fileDescriptor(fd);
  const report = callbackOf(typeof options === 'function' ? options : callback);
  native.fstat(fd, mapped(report, (values) => toStats(values, options)));
}

/** The sync form of stat and lstat: with throwIfNoEntry false, undefined for what is not there. */
function statNow(operation, path, options) {
  try {
    return toStats(native[operation](pathText(path)), options);
  } catch (error) {
    if (options?.throwIfNoEntry === false && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  }
}
function statSync(path, options) {
  return statNow('stat', path, options);
}
function lstatSync(path, options) {
  return statNow('lstat', path, options);
}
function fstatSync(fd, options) {
  return toStats(native.fstat(fileDescriptor(fd)), options);
}

function readdir(path, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  const given = util.checkReaddir(optionsOf(options));
  const text = pathText(path);
  native.readdir(text, Boolean(given.withFileTypes), mapped(report, (list) => toEntries(list, given, text)));
}
function readdirSync(path, options) {
  const given = util.checkReaddir(optionsOf(options));
  const text = pathText(path);
  return toEntries(native.readdir(text, Boolean(given.withFileTypes)), given, text);
}

/** Mode and recursive, of an object or a mode alone. */
function folderOptions(options) {
  if (typeof options === 'number' || typeof options === 'string') return [fileMode(options, 'mode'), false];
  const recursive = options?.recursive ?? false;
  require('./errors.js').validateBoolean(recursive, 'options.recursive');
  return [options?.mode === undefined ? 0o777 : fileMode(options.mode, 'mode'), recursive];
}
function mkdir(path, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  const [mode, recursive] = folderOptions(typeof options === 'function' ? undefined : options);
  native.mkdir(pathText(path), mode, recursive, request(report));
}
function mkdirSync(path, options) {
  return native.mkdir(pathText(path), ...folderOptions(options));
}

function mkdtemp(prefix, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  const { encoding } = optionsOf(options);
  const text = pathText(prefix, 'prefix');
  native.mkdtemp(`${text}XXXXXX`, mapped(report, (made) => util.encodeName(util.temporaryName(text, made), encoding)));
}
function mkdtempSync(prefix, options) {
  const { encoding } = optionsOf(options);
  const text = pathText(prefix, 'prefix');
  return util.encodeName(util.temporaryName(text, native.mkdtemp(`${text}XXXXXX`)), encoding);
}

function refuseRecursive(options) {
  if (options?.recursive) require('native:host').refuse('fs.rmdir with recursive');
}
function rmdir(path, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  refuseRecursive(options);
  native.rmdir(pathText(path), request(report));
}
function rmdirSync(path, options) {
  refuseRecursive(options);
  native.rmdir(pathText(path));
}

function rm(path, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  require('./fs_remove.js').remove(pathText(path), typeof options === 'function' ? undefined : options, report);
}
function rmSync(path, options) {
  require('./fs_remove.js').removeNow(pathText(path), options);
}

function readlink(path, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  const { encoding } = optionsOf(options);
  native.readlink(pathText(path), mapped(report, (text) => util.encodeName(text, encoding)));
}
function readlinkSync(path, options) {
  return util.encodeName(native.readlink(pathText(path)), optionsOf(options).encoding);
}

function realpath(path, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  const { encoding } = optionsOf(options);
  native.realpath(pathText(path), mapped(report, (text) => util.encodeName(text, encoding)));
}
function realpathSync(path, options) {
  return util.encodeName(native.realpath(pathText(path)), optionsOf(options).encoding);
}
realpath.native = realpath;
realpathSync.native = realpathSync;

// ---- Descriptors -----------------------------------------------------------------------------

function open(path, flags, mode, callback) {
  const text = pathText(path);
  let report = callback;
  let access = 0o666;
  let how = constants.O_RDONLY;
  if (arguments.length < 3) {
    report = flags;
  } else {
    how = openFlags(flags);
    if (typeof mode === 'function') report = mode;
    else access = fileMode(mode, 'mode', 0o666);
  }
  callbackOf(report);
  native.seeDescriptor();
  native.open(text, how, access, request(report));
}
/** `unseen`: kUnseen when the program does not get the descriptor. */
function openSync(path, flags, mode, unseen = undefined) {
  if (unseen !== util.kUnseen) native.seeDescriptor();
  return native.open(pathText(path), openFlags(flags), fileMode(mode, 'mode', 0o666));
}

function ignoreError(error) {
  if (error) throw error;
}

function close(fd, callback = ignoreError) {
  fileDescriptor(fd);
  if (callback !== ignoreError) callbackOf(callback);
  native.close(fd, request(callback));
}
function closeSync(fd) {
  native.close(fileDescriptor(fd));
}

const isView = (value) => ArrayBuffer.isView(value);
const positionOf = (position) => (typeof position === 'number' || typeof position === 'bigint' ? Number(position) : -1);

/** The arguments of read: (buffer, offset, length, position), (buffer, options) or (options). */
function readArguments(buffer, offsetOrOptions, length, position) {
  let target = buffer;
  let given = { offset: offsetOrOptions, length, position };
  if (!isView(target) && typeof target === 'object') {
    given = target ?? {};
    target = given.buffer ?? Buffer.alloc(16384);
  } else if (typeof offsetOrOptions === 'object') {
    given = offsetOrOptions ?? {};
  }
  if (!isView(target)) throw invalidArgType('buffer', ['Buffer', 'TypedArray', 'DataView'], target);
  const offset = given.offset ?? 0;
  validateInteger(offset, 'offset', 0);
  const size = given.length === undefined || given.length === null ? target.byteLength - offset : given.length | 0;
  if (size !== 0 && target.byteLength === 0) {
    throw require('./errors.js').invalidArgValue('buffer', target, 'is empty and cannot be written');
  }
  util.checkReadRange(offset, size, target.byteLength);
  return [target, offset, size, positionOf(given.position)];
}

function read(fd, ...rest) {
  fileDescriptor(fd);
  const callback = rest.pop();
  const args = readArguments(...(rest.length === 0 ? [{}] : rest));
  callbackOf(callback);
  const [buffer, , length] = args;
  if (length === 0) {
    process.nextTick(callback, null, 0, buffer);
    return;
  }
  native.read(fd, ...args, request((error, count) => callback(error, count || 0, buffer)));
}
Object.defineProperty(read, Symbol.for('nodejs.util.promisify.custom'), {
  value: (...args) => new Promise((resolve, reject) => {
    read(...args, (error, bytesRead, buffer) => (error ? reject(error) : resolve({ bytesRead, buffer })));
  }),
});

function readSync(fd, ...rest) {
  fileDescriptor(fd);
  const args = readArguments(...rest);
  return args[2] === 0 ? 0 : native.read(fd, ...args);
}

/** The arguments of write: (buffer, offset, length, position), (buffer, options) or (string, position, encoding). */
function writeArguments(data, offsetOrOptions, length, position) {
  if (!isView(data)) {
    if (typeof data !== 'string') throw invalidArgType('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
    util.checkEncoding(typeof length === 'string' ? length : undefined);
    const bytes = Buffer.from(data, typeof length === 'string' ? length : 'utf8');
    return [bytes, 0, bytes.length, positionOf(offsetOrOptions)];
  }
  const given = typeof offsetOrOptions === 'object' && offsetOrOptions !== null ? offsetOrOptions :
    { offset: offsetOrOptions, length, position };
  const offset = given.offset ?? 0;
  validateInteger(offset, 'offset', 0);
  const size = typeof given.length === 'number' ? given.length : data.byteLength - offset;
  util.checkRange(offset, size, data.byteLength);
  return [data, offset, size, positionOf(given.position)];
}

function write(fd, data, ...rest) {
  fileDescriptor(fd);
  const callback = callbackOf(rest.pop());
  const args = writeArguments(data, ...rest);
  native.write(fd, ...args, request((error, count) => callback(error, count || 0, data)));
}
Object.defineProperty(write, Symbol.for('nodejs.util.promisify.custom'), {
  value: (...args) => new Promise((resolve, reject) => {
    write(...args, (error, bytesWritten, buffer) => (error ? reject(error) : resolve({ bytesWritten, buffer })));
  }),
});

function writeSync(fd, data, ...rest) {
  fileDescriptor(fd);
  return native.write(fd, ...writeArguments(data, ...rest));
}

function viewsOf(buffers) {
  if (!Array.isArray(buffers) || !buffers.every(isView)) throw invalidArgType('buffers', 'ArrayBufferView[]', buffers);
  return buffers;
}
function readv(fd, buffers, position, callback) {
  const report = callbackOf(typeof position === 'function' ? position : callback);
  native.readv(fileDescriptor(fd), viewsOf(buffers), positionOf(position),
               request((error, count) => report(error, count || 0, buffers)));
}
function readvSync(fd, buffers, position) {
  return native.readv(fileDescriptor(fd), viewsOf(buffers), positionOf(position));
}
function writev(fd, buffers, position, callback) {
  const report = callbackOf(typeof position === 'function' ? position : callback);
  if (viewsOf(buffers).length === 0) {
    process.nextTick(report, null, 0, buffers);
    return;
  }
  native.writev(fileDescriptor(fd), buffers, positionOf(position),
                request((error, count) => report(error, count || 0, buffers)));
}
function writevSync(fd, buffers, position) {
  return viewsOf(buffers).length === 0 ? 0 : native.writev(fileDescriptor(fd), buffers, positionOf(position));
}

// ---- Whole files -----------------------------------------------------------------------------

function readFile(path, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  require('./fs_whole_file.js').readFile(path, optionsOf(options, { flag: 'r' }), report);
}
function readFileSync(path, options) {
  return require('./fs_whole_file.js').readFileNow(path, optionsOf(options, { flag: 'r' }));
}
function writeFile(path, data, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  const given = { encoding: 'utf8', mode: 0o666, flag: 'w', ...optionsOf(options) };
  require('./fs_whole_file.js').writeFile(path, bytesOf(data, given.encoding), given, report);
}
function writeFileSync(path, data, options) {
  const given = { encoding: 'utf8', mode: 0o666, flag: 'w', ...optionsOf(options) };
  require('./fs_whole_file.js').writeFileNow(path, bytesOf(data, given.encoding), given);
}
function appendFile(path, data, options, callback) {
  const report = callbackOf(typeof options === 'function' ? options : callback);
  writeFile(path, data, { flag: 'a', ...optionsOf(options) }, report);
}
function appendFileSync(path, data, options) {
  writeFileSync(path, data, { flag: 'a', ...optionsOf(options) });
}

function createReadStream(path, options) {
  return new (require('./fs_streams.js').ReadStream)(path, options);
}
function createWriteStream(path, options) {
  return new (require('./fs_streams.js').WriteStream)(path, options);
}

const fs = module.exports = {
  appendFile, appendFileSync, access, accessSync, chmod, chmodSync, close, closeSync, copyFile, copyFileSync,
  createReadStream, createWriteStream, exists, existsSync, fchmod, fchmodSync, fdatasync, fdatasyncSync, fstat,
  fstatSync, fsync, fsyncSync, ftruncate, ftruncateSync, futimes, futimesSync, link, linkSync, lstat, lstatSync,
  mkdir, mkdirSync, mkdtemp, mkdtempSync, open, openSync, readdir, readdirSync, read, readSync, readv, readvSync,
  readFile, readFileSync, readlink, readlinkSync, realpath, realpathSync, rename, renameSync, rm, rmSync, rmdir,
  rmdirSync, stat, statSync, symlink, symlinkSync, truncate, truncateSync, unlink, unlinkSync, utimes, utimesSync,
  writeFile, writeFileSync, write, writeSync, writev, writevSync, Dirent: util.Dirent, Stats: util.Stats,
  F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, constants,
};

const lazily = (name, get) => Object.defineProperty(fs, name, { get, configurable: true, enumerable: true });
lazily('ReadStream', () => require('./fs_streams.js').ReadStream);
lazily('WriteStream', () => require('./fs_streams.js').WriteStream);
lazily('promises', () => require('fs/promises'));
lazily('FileReadStream', () => fs.ReadStream);
lazily('FileWriteStream', () => fs.WriteStream);
require('native:host').refuseExports(
  fs, 'fs', 'chown chownSync cp cpSync fchown fchownSync lchmod lchmodSync lchown lchownSync lutimes lutimesSync opendir ' +
  'opendirSync statfs statfsSync unwatchFile watch watchFile Dir _toUnixTimestamp');
