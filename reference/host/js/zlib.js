// node:zlib: compression as streams (Transform over a native handle, ZLIB), and of one buffer at once.
//
// Every write of a stream runs in the thread pool; its end comes in the context in which the stream was made, which is
// that of the handle.
'use strict';

const { Transform } = require('stream');
const { finished } = require('./stream_finished.js');
const { codedError, invalidArgType, outOfRange, validateFunction, validateNumber } = require('./errors.js');
const native = require('native:zlib');

const { constants } = native;
const kFlushFlag = Symbol('kFlushFlag');
const kError = Symbol('kError');
const codes = {};
for (const name of ['Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR', 'Z_DATA_ERROR', 'Z_MEM_ERROR',
                    'Z_BUF_ERROR', 'Z_VERSION_ERROR']) {
  codes[name] = constants[name];
  codes[constants[name]] = name;
}

/** A number within a range; undefined and NaN mean the default. */
function inRange(value, name, low, high, fallback) {
  if (value === undefined || Number.isNaN(value)) return fallback;
  if (!Number.isFinite(value)) {
    validateNumber(value, name);
    throw outOfRange(name, 'a finite number', value);
  }
  if (value < low || value > high) {
    throw outOfRange(name, high === Infinity ? `>= ${low}` : `>= ${low} and <= ${high}`, value);
  }
  return value;
}

function dictionaryOf(dictionary) {
  if (dictionary === undefined || ArrayBuffer.isView(dictionary)) return dictionary;
  if (dictionary instanceof ArrayBuffer) return Buffer.from(dictionary);
  throw invalidArgType('options.dictionary', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary);
}

function zlibError(message, number) {
  const error = new Error(message);
  error.errno = number;
  error.code = codes[number];
  return error;
}

// Empty writes that mean: flush. Transform takes them like any other chunk.
const flushMarks = [];
function flushMark(kind) {
  if (flushMarks[kind] === undefined) {
    flushMarks[kind] = Buffer.alloc(0);
    flushMarks[kind][kFlushFlag] = kind;
  }
  return flushMarks[kind];
}

// From the weakest to the strongest.
const kFlushOrder = [constants.Z_NO_FLUSH, constants.Z_BLOCK, constants.Z_PARTIAL_FLUSH, constants.Z_SYNC_FLUSH,
                     constants.Z_FULL_FLUSH, constants.Z_FINISH];
function strongerFlush(a, b) {
  return kFlushOrder.indexOf(a) > kFlushOrder.indexOf(b) ? a : b;
}

function ZlibBase(given, mode) {
  const options = given ?? {};
  const isDeflating = mode === constants.DEFLATE || mode === constants.GZIP || mode === constants.DEFLATERAW;
  const chunkSize = inRange(options.chunkSize, 'options.chunkSize', constants.Z_MIN_CHUNK, Infinity,
                            constants.Z_DEFAULT_CHUNK);
  const flush = inRange(options.flush, 'options.flush', 0, constants.Z_BLOCK, constants.Z_NO_FLUSH);
  const finishFlush = inRange(options.finishFlush, 'options.finishFlush', 0, constants.Z_BLOCK, constants.Z_FINISH);
  const maxOutputLength = inRange(options.maxOutputLength, 'options.maxOutputLength', 1, 2 ** 32, 2 ** 32);
  const lowestBits = mode === constants.GZIP || mode === constants.GUNZIP ? 9 : constants.Z_MIN_WINDOWBITS;
  const zeroMeansHeader = !isDeflating && (options.windowBits === undefined || options.windowBits === 0);
  const windowBits = zeroMeansHeader ? constants.Z_DEFAULT_WINDOWBITS :
    inRange(options.windowBits, 'options.windowBits', lowestBits, 15, constants.Z_DEFAULT_WINDOWBITS);
  const level = inRange(options.level, 'options.level', -1, 9, constants.Z_DEFAULT_COMPRESSION);
  const memLevel = inRange(options.memLevel, 'options.memLevel', 1, 9, constants.Z_DEFAULT_MEMLEVEL);
  const strategy = inRange(options.strategy, 'options.strategy', 0, constants.Z_FIXED, constants.Z_DEFAULT_STRATEGY);
  const dictionary = dictionaryOf(options.dictionary);
  if (options.encoding || options.objectMode || options.writableObjectMode) {
    given = { ...options, encoding: null, objectMode: false, writableObjectMode: false };
  }

  const handle = native.makeHandle(mode);
  handle.owner = this;
  handle.onwrite = onWrite;
  handle.onerror = onError;
  if (!handle.init(windowBits, level, memLevel, strategy, dictionary)) {
    throw codedError(Error, 'ERR_ZLIB_INITIALIZATION_FAILED', 'Initialization failed');
  }
  Transform.call(this, { autoDestroy: true, ...given });
  this[kError] = null;
  this.bytesWritten = 0;
  this._handle = handle;
  this._outBuffer = Buffer.allocUnsafe(chunkSize);
  this._outOffset = 0;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = flush;
  this._finishFlushFlag = finishFlush;
  this._defaultFullFlushFlag = constants.Z_FULL_FLUSH;
  this._info = options.info;
  this._maxOutputLength = maxOutputLength;
}
Object.setPrototypeOf(ZlibBase, Transform);

// ---- Writes in the pool ----------------------------------------------------------------------
// What is under way is kept on the handle: chunk, inOffset, inLength, flush, and done, to be called at its end.

function startWrite(handle, stream, outLength) {
  handle.outLength = outLength;
  handle.write(handle.flush, handle.chunk, handle.inOffset, handle.inLength, stream._outBuffer, stream._outOffset,
               outLength);
}

function writeChunk(stream, chunk, flush, done) {
  const handle = stream._handle;
  if (!handle) {
    process.nextTick(done);
    return;
  }
  Object.assign(handle, { chunk, inOffset: 0, inLength: chunk.byteLength, flush, done });
  startWrite(handle, stream, stream._chunkSize - stream._outOffset);
}

function onError(message, number) {
  const stream = this.owner;
  const error = zlibError(message, number);
  stream.destroy(error);
  stream[kError] = error;
}

/** A write has ended: its output goes to the reader; what did not fit is written next. */
function onWrite() {
  const stream = this.owner;
  if (stream.destroyed) {
    this.chunk = null;
    this.done();
    return;
  }
  const { availableIn, availableOut } = this;
  const consumed = this.inLength - availableIn;
  stream.bytesWritten += consumed;
  const have = this.outLength - availableOut;
  let readerIsFull = false;
  if (have > 0) {
    const out = stream._outBuffer.slice(stream._outOffset, stream._outOffset + have);
    stream._outOffset += have;
    readerIsFull = !stream.push(out);
  }
  if (stream.destroyed) {
    this.done();
    return;
  }
  if (availableOut === 0 || stream._outOffset >= stream._chunkSize) {
    stream._outOffset = 0;
    stream._outBuffer = Buffer.allocUnsafe(stream._chunkSize);
  }
  if (availableOut === 0) {
    // There may be more.
    this.inOffset += consumed;
    this.inLength = availableIn;
    if (!readerIsFull) {
      startWrite(this, stream, stream._chunkSize);
    } else {
      const read = stream._read;
      stream._read = (size) => {
        stream._read = read;
        startWrite(this, stream, stream._chunkSize);
        stream._read(size);
      };
    }
    return;
  }
  if (availableIn > 0) {
    // What follows the end of the compressed data is dropped.
    stream.push(null);
    return;
  }
  this.chunk = null;
  this.done();
}

function closeHandle(stream) {
  stream._handle = null;
}

ZlibBase.prototype = {
  __proto__: Transform.prototype,

  _transform(chunk, encoding, callback) {
    let flush = this._defaultFlushFlag;
    if (typeof chunk[kFlushFlag] === 'number') flush = chunk[kFlushFlag];
    // The last chunk says so itself, which saves a write at the end.
    else if (this.writableEnded && this.writableLength === chunk.byteLength) {
      flush = strongerFlush(flush, this._finishFlushFlag);
    }
    writeChunk(this, chunk, flush, callback);
  },

  _flush(callback) {
    this._transform(Buffer.alloc(0), '', callback);
  },

  _final(callback) {
    callback();
  },

  _destroy(error, callback) {
    closeHandle(this);
    callback(error);
  },

  reset() {
    if (!this._handle) throw new Error('zlib binding closed');
    this._handle.reset();
  },

  flush(kind, callback) {
    let how = kind;
    let done = callback;
    if (typeof kind === 'function' || (kind === undefined && !callback)) {
      done = kind;
      how = this._defaultFullFlushFlag;
    }
    if (this.writableFinished) {
      if (done) process.nextTick(done);
    } else if (this.writableEnded) {
      if (done) this.once('end', done);
    } else {
      this.write(flushMark(how), '', done);
    }
  },

  close(callback) {
    if (callback) finished(this, callback);
    this.destroy();
  },

  params() {
    require('native:host').refuse('zlib.params');
  },

  get _closed() { return !this._handle; },
};
Object.defineProperty(ZlibBase.prototype, 'constructor', { value: ZlibBase, writable: true, configurable: true });

/** The class of one kind of stream, which may be called without new. */
function makeClass(name, mode) {
  const Class = {
    [name]: function(options) {
      if (!(this instanceof Class)) return new Class(options);
      ZlibBase.call(this, options, mode);
    },
  }[name];
  Object.setPrototypeOf(Class, ZlibBase);
  Class.prototype = Object.create(ZlibBase.prototype, {
    constructor: { value: Class, writable: true, configurable: true },
  });
  return Class;
}

// ---- One buffer at once ----------------------------------------------------------------------

function tooLarge(limit) {
  return codedError(RangeError, 'ERR_BUFFER_TOO_LARGE', `Cannot create a Buffer larger than ${limit} bytes`, tooLarge);
}

function inputOf(buffer) {
  if (typeof buffer === 'string') return Buffer.from(buffer);
  if (ArrayBuffer.isView(buffer)) return buffer;
  if (buffer instanceof ArrayBuffer) return Buffer.from(buffer);
  throw invalidArgType('buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], buffer);
}

/** What the whole output was, as the caller wanted it. */
function resultOf(engine, chunks) {
  const buffer = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  return engine._info ? { buffer, engine } : buffer;
}

function processBuffer(engine, buffer, callback) {
  validateFunction(callback, 'callback');
  const chunks = [];
  let total = 0;
  let tooLong = false;
  const onEnd = () => {
    const result = resultOf(engine, chunks);
    engine.close();
    callback(null, result);
  };
  engine.on('data', (chunk) => {
    chunks.push(chunk);
    total += chunk.length;
    if (total > engine._maxOutputLength && !tooLong) {
      tooLong = true;
      engine.close();
      callback(tooLarge(engine._maxOutputLength));
    }
  });
  engine.on('error', (error) => {
    engine.removeListener('end', onEnd);
    callback(error);
  });
  engine.on('end', onEnd);
  engine.end(inputOf(buffer));
}

function processBufferNow(engine, buffer) {
  const input = inputOf(buffer);
  const handle = engine._handle;
  const chunks = [];
  let total = 0;
  let inOffset = 0;
  let room = engine._chunkSize;
  do {
    const out = Buffer.allocUnsafe(engine._chunkSize);
    const problem = handle.writeSync(engine._finishFlushFlag, input, inOffset, input.byteLength - inOffset, out, 0, out.length);
    if (problem !== undefined) throw zlibError(...problem);
    inOffset = input.byteLength - handle.availableIn;
    room = handle.availableOut;
    if (room < out.length) chunks.push(out.slice(0, out.length - room));
    total += out.length - room;
    if (total > engine._maxOutputLength) {
      closeHandle(engine);
      throw tooLarge(engine._maxOutputLength);
    }
  } while (room === 0);
  engine.bytesWritten = inOffset;
  closeHandle(engine);
  return resultOf(engine, chunks);
}

function oneShot(Class) {
  return function asyncBufferWrapper(buffer, options, callback) {
    const done = typeof options === 'function' ? options : callback;
    processBuffer(new Class(typeof options === 'function' ? {} : options), buffer, done);
  };
}

function oneShotNow(Class) {
  return function syncBufferWrapper(buffer, options) {
    return processBufferNow(new Class(options), buffer);
  };
}

const zlib = module.exports = {};
for (const [name, method, mode] of [
  ['Deflate', 'deflate', constants.DEFLATE], ['Inflate', 'inflate', constants.INFLATE], ['Gzip', 'gzip', constants.GZIP],
  ['Gunzip', 'gunzip', constants.GUNZIP], ['DeflateRaw', 'deflateRaw', constants.DEFLATERAW],
  ['InflateRaw', 'inflateRaw', constants.INFLATERAW], ['Unzip', 'unzip', constants.UNZIP],
]) {
  const Class = makeClass(name, mode);
  zlib[name] = Class;
  zlib[method] = oneShot(Class);
  zlib[`${method}Sync`] = oneShotNow(Class);
  zlib[`create${name}`] = (options) => new Class(options);
}
Object.defineProperty(zlib, 'constants', { value: Object.freeze(constants), enumerable: true });
Object.defineProperty(zlib, 'codes', { value: Object.freeze(codes), enumerable: true });
for (const name of Object.keys(constants)) {
  if (!name.startsWith('BROTLI')) Object.defineProperty(zlib, name, { value: constants[name], enumerable: false });
}
require('native:host').refuseExports(
  zlib, 'zlib', 'BrotliCompress BrotliDecompress brotliCompress brotliCompressSync brotliDecompress brotliDecompressSync ' +
  'createBrotliCompress createBrotliDecompress');
