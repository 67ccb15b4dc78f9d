// What the files of node:fs share: arguments, Stats, Dirent.
'use strict';

const { codedError, invalidArgType, invalidArgValue, outOfRange, validateFunction, validateInteger, validateObject } =
  require('./errors.js');
const { constants, seeStats } = require('native:fs');

const kFlags = {
  'r': constants.O_RDONLY, 'rs': constants.O_RDONLY | constants.O_SYNC, 'sr': constants.O_RDONLY | constants.O_SYNC,
  'r+': constants.O_RDWR, 'rs+': constants.O_RDWR | constants.O_SYNC, 'sr+': constants.O_RDWR | constants.O_SYNC,
  'w': constants.O_TRUNC | constants.O_CREAT | constants.O_WRONLY,
  'w+': constants.O_TRUNC | constants.O_CREAT | constants.O_RDWR,
  'a': constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY,
  'a+': constants.O_APPEND | constants.O_CREAT | constants.O_RDWR,
};

/** 'ax', 'xa', 'as+' and so on: another flag with O_EXCL or O_SYNC. */
function openFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInteger(flags, name, -2147483648, 2147483647);
    return flags;
  }
  if (flags === undefined || flags === null) return constants.O_RDONLY;
  if (Object.hasOwn(kFlags, flags)) return kFlags[flags];
  const extra = /^(?:([wa])(x)|(x)([wa])|(a)(s)|(s)(a))(\+?)$/.exec(flags);
  if (extra === null) throw invalidArgValue('flags', flags);
  const plain = (extra[1] || extra[4] || extra[5] || extra[8]) + extra[9];
  return kFlags[plain] | (extra[2] || extra[3] ? constants.O_EXCL : constants.O_SYNC);
}

const kMaxMode = 2 ** 32 - 1;

/** A mode as a number: text is octal. */
function fileMode(value, name, fallback) {
  let mode = value ?? fallback;
  if (typeof mode === 'string') {
    if (!/^[0-7]+$/.test(mode)) {
      throw invalidArgValue(name, mode, 'must be a 32-bit unsigned integer or an octal string');
    }
    mode = Number.parseInt(mode, 8);
  }
  validateInteger(mode, name, 0, kMaxMode);
  return mode;
}

/** A path as text: from a string, bytes or a file: URL. */
function pathText(value, name = 'path') {
  let path = value;
  if (path instanceof URL) path = require('url').fileURLToPath(path);
  const isBytes = path instanceof Uint8Array;
  if (typeof path !== 'string' && !isBytes) throw invalidArgType(name, ['string', 'Buffer', 'URL'], value);
  const text = isBytes ? Buffer.from(path).toString() : path;
  if (text.includes('\0')) throw invalidArgValue(name, path, 'must be a string or Uint8Array without null bytes');
  return text;
}

function fileDescriptor(fd) {
  // -0 is 0.
  if (typeof fd !== 'number') throw invalidArgType('fd', 'number', fd);
  validateInteger(fd, 'fd', 0, 2147483647);
  return fd + 0;
}

function checkEncoding(encoding) {
  if (encoding && encoding !== 'buffer' && !Buffer.isEncoding(encoding)) {
    throw invalidArgValue(encoding, 'encoding', 'is invalid encoding');
  }
}

/** Options of a call: an object, or an encoding alone. */
function optionsOf(given, defaults = {}) {
  if (given === null || given === undefined || typeof given === 'function') return defaults;
  let options = given;
  if (typeof given === 'string') options = { ...defaults, encoding: given };
  else if (typeof given !== 'object') throw invalidArgType('options', ['string', 'Object'], given);
  if (options.encoding !== 'buffer') checkEncoding(options.encoding);
  if (options.signal !== undefined) require('./errors.js').validateAbortSignal(options.signal, 'options.signal');
  return options;
}

/** The callback of a call, which is its last argument. */
function callbackOf(callback) {
  validateFunction(callback, 'cb');
  return callback;
}

/** A name in the wanted encoding. */
function encodeName(name, encoding) {
  if (!encoding || encoding === 'utf8' || encoding === 'utf-8') return name;
  return encoding === 'buffer' ? Buffer.from(name) : Buffer.from(name).toString(encoding);
}

/** Seconds since the epoch, from a Date, a number or its text. */
function unixSeconds(time, name = 'time') {
  if (typeof time === 'string' && +time == time) return +time;
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (time instanceof Date) return time.getTime() / 1000;
  throw invalidArgType(name, ['Date', 'Time in seconds'], time);
}

/** The bytes to be written: text is encoded, views are taken as they are. */
function bytesOf(data, encoding, name = 'data') {
  if (typeof data === 'string') return Buffer.from(data, encoding || 'utf8');
  if (ArrayBuffer.isView(data)) return data;
  throw invalidArgType(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data);
}

/** The same for read, which blames the length alone. */
function checkReadRange(offset, length, size) {
  if (length < 0) throw outOfRange('length', '>= 0', length);
  if (offset + length > size) throw outOfRange('length', `<= ${size - offset}`, length);
}

/** Checks that `length` bytes from `offset` on lie within `size`. */
function checkRange(offset, length, size) {
  if (offset > size) throw outOfRange('offset', `<= ${size}`, offset);
  if (length > size - offset) throw outOfRange('length', `<= ${size - offset}`, length);
  if (length < 0) throw outOfRange('length', '>= 0', length);
}

// ---- Stats and Dirent ------------------------------------------------------------------------

function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  Object.assign(this, {
    dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs,
    // Rounded, as Date would cut.
    atime: new Date(Number(atimeMs) + 0.5), mtime: new Date(Number(mtimeMs) + 0.5),
    ctime: new Date(Number(ctimeMs) + 0.5), birthtime: new Date(Number(birthtimeMs) + 0.5),
  });
}

const typeTests = {
  isDirectory: constants.S_IFDIR, isFile: constants.S_IFREG, isBlockDevice: constants.S_IFBLK,
  isCharacterDevice: constants.S_IFCHR, isSymbolicLink: constants.S_IFLNK, isFIFO: constants.S_IFIFO,
  isSocket: constants.S_IFSOCK,
};
for (const name of Object.keys(typeTests)) {
  Stats.prototype[name] = function() {
    return (this.mode & constants.S_IFMT) === typeTests[name];
  };
  Object.defineProperty(Stats.prototype[name], 'name', { value: '', configurable: true });
}

const milliseconds = (values, at) => values[at] * 1000 + values[at + 1] / 1e6;

/** Stats of the numbers that native:fs gives. */
function toStats(values, options) {
  if (options?.bigint) require('native:host').refuse('fs.Stats as BigInt');
  seeStats(values);
  return new Stats(...values.slice(0, 10), milliseconds(values, 10), milliseconds(values, 12),
                   milliseconds(values, 14), milliseconds(values, 16));
}

const kType = Symbol('type');

class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.path = path;
    this[kType] = type;
  }

  isDirectory() { return this[kType] === constants.UV_DIRENT_DIR; }
  isFile() { return this[kType] === constants.UV_DIRENT_FILE; }
  isBlockDevice() { return this[kType] === constants.UV_DIRENT_BLOCK; }
  isCharacterDevice() { return this[kType] === constants.UV_DIRENT_CHAR; }
  isSymbolicLink() { return this[kType] === constants.UV_DIRENT_LINK; }
  isFIFO() { return this[kType] === constants.UV_DIRENT_FIFO; }
  isSocket() { return this[kType] === constants.UV_DIRENT_SOCKET; }
}

/** What readdir gives of the list that native:fs gives. */
function toEntries(list, options, path) {
  if (!options.withFileTypes) return list.map((name) => encodeName(name, options.encoding));
  const entries = [];
  for (let i = 0; i < list.length; i += 2) {
    entries.push(new Dirent(encodeName(list[i], options.encoding), list[i + 1], path));
  }
  return entries;
}

function checkReaddir(options) {
  if (options.recursive) require('native:host').refuse('fs.readdir with recursive');
  return options;
}

/** Options of rm. */
function removeOptions(given) {
  validateObject(given ?? {}, 'options');
  const options = { force: false, recursive: false, ...given };
  require('./errors.js').validateBoolean(options.force, 'options.force');
  require('./errors.js').validateBoolean(options.recursive, 'options.recursive');
  return options;
}

/** Tells fs.openSync that its result stays inside. */
const kUnseen = Symbol('kUnseen');

class SystemError extends Error {}
Object.defineProperty(SystemError.prototype, 'name', { value: 'SystemError', writable: true, configurable: true });

function isDirectoryError(path) {
  const reason = 'is a directory';
  const error = codedError(SystemError, 'ERR_FS_EISDIR', `Path is a directory: rm returned EISDIR (${reason}) ${path}`);
  const info = { code: 'EISDIR', message: reason, path, syscall: 'rm', errno: 21 };
  return Object.assign(error, { info, errno: 21, syscall: 'rm', path });
}

/** mkdtemp: what the system filled in goes to the prefix as the program wrote it. */
function temporaryName(prefix, made) {
  return prefix + made.slice(-6);
}

/** The public object of a request's resource. */
class FSReqCallback {}

/** A request that ends with `callback`. */
function request(callback) {
  const made = new FSReqCallback();
  made.oncomplete = callback;
  return made;
}

module.exports = {
  Dirent, Stats, bytesOf, callbackOf, checkEncoding, checkRange, checkReaddir, checkReadRange, encodeName, fileDescriptor, fileMode,
  isDirectoryError, kUnseen, openFlags, optionsOf, pathText, removeOptions, request, temporaryName, toEntries, toStats, unixSeconds,
};
