// Readable: chunks come in by push(), go out by read(), by 'data' while flowing, or by 'readable' and read().
//
// What runs later runs in a tick of process.nextTick, and only there: 'readable' (emitReadableLater), asking for more
// after a chunk came in (readMoreLater), 'end' (endLater), starting to flow (resume). Each of these is queued at most
// once at a time; the flags emittedReadable, readingMore, endEmitted and resumeScheduled say so.
'use strict';

const { construct, destroy, errorOrDestroy, undestroy } = require('./stream_destroy.js');
const { invalidArgType, outOfRange } = require('./errors.js');
const streamErrors = require('./stream_errors.js');
const { bindReader, quick } = require('native:host');
const BufferList = require('./stream_chunks.js');
const { pipe, unpipe } = require('./stream_pipe.js');
const { Stream, highWaterMark } = require('./stream_legacy.js');

const kPaused = Symbol('kPaused');
// What the quick functions of this file call.
const parts = { emitEnd: null, emitReadableNow: null, endOtherSide, errorOrDestroy, firstLength, readMore: null,
                startFlow: null, take };
const kMaxHighWaterMark = 0x40000000;

class ReadableState {
  constructor(options, stream, isDuplex = stream instanceof Stream.Duplex) {
    const given = options || {};
    this.objectMode = Boolean(given.objectMode || (isDuplex && given.readableObjectMode));
    this.highWaterMark = highWaterMark(this, given, 'readableHighWaterMark', isDuplex);
    this.buffer = new BufferList();
    this.length = 0;
    this.pipes = [];
    this.flowing = null;
    this.ended = false;
    this.endEmitted = false;
    this.reading = false;
    this.constructed = true;
    this.sync = true; // inside a call of _read, or never called yet
    this.needReadable = false;
    this.emittedReadable = false;
    this.readableListening = false;
    this.resumeScheduled = false;
    this[kPaused] = null;
    this.errorEmitted = false;
    this.emitClose = given.emitClose !== false;
    this.autoDestroy = given.autoDestroy !== false;
    this.destroyed = false;
    this.errored = null;
    this.closed = false;
    this.closeEmitted = false;
    this.defaultEncoding = given.defaultEncoding || 'utf8';
    this.awaitDrainWriters = null; // one writer, or a set of them when multiAwaitDrain
    this.multiAwaitDrain = false;
    this.readingMore = false;
    this.dataEmitted = false;
    this.decoder = null;
    this.encoding = null;
    if (given.encoding) {
      this.decoder = makeDecoder(given.encoding);
      this.encoding = given.encoding;
    }
  }

  get pipesCount() {
    return this.pipes.length;
  }

  get paused() {
    return this[kPaused] !== false;
  }

  set paused(value) {
    this[kPaused] = Boolean(value);
  }
}

function makeDecoder(encoding) {
  return new (require('string_decoder').StringDecoder)(encoding);
}

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  const isDuplex = this instanceof Stream.Duplex;
  this._readableState = new ReadableState(options, this, isDuplex);
  if (options) {
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal && !isDuplex) require('./stream_signal.js').watchSignal(options.signal, this);
  }
  Stream.call(this, options);
  construct(this, () => {
    if (this._readableState.needReadable) readMoreLater(this, this._readableState);
  });
}
Object.setPrototypeOf(Readable, Stream);
Readable.ReadableState = ReadableState;

// ---- Chunks coming in ------------------------------------------------------------------------

const sizeIn = (state, chunk) => (state.objectMode ? 1 : chunk.length);

/**
 * What push() or unshift() got, as the stream keeps it: bytes, or text when the stream has an encoding. Returns
 * [chunk, isDecoded], or an error. `toFront`: text is kept in the stream's own encoding.
 */
function toChunk(state, chunk, encoding, toFront) {
  if (state.objectMode) return [chunk, Boolean(encoding)];
  if (typeof chunk === 'string') {
    const own = encoding || state.defaultEncoding;
    if (state.encoding === own) return [chunk, true];
    const bytes = Buffer.from(chunk, own);
    return toFront && state.encoding ? [bytes.toString(state.encoding), true] : [bytes, false];
  }
  if (chunk instanceof Buffer) return [chunk, false];
  if (Stream._isUint8Array(chunk)) return [Stream._uint8ArrayToBuffer(chunk), false];
  if (chunk === undefined || chunk === null) return [chunk, false];
  return invalidArgType('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
}

/** The result says whether the source should go on pushing. */
function addFromSource(stream, given, encoding, toFront) {
  const state = stream._readableState;
  let chunk = given;
  let isDecoded = false;
  if (given !== null && (state.objectMode || !(given instanceof Buffer))) {
    const taken = toChunk(state, given, encoding, toFront);
    if (!Array.isArray(taken)) {
      errorOrDestroy(stream, taken);
      return wantsMore(state);
    }
    [chunk, isDecoded] = taken;
  }
  if (chunk === null) {
    state.reading = false;
    sourceEnded(stream, state);
  } else if (!state.objectMode && !(chunk && chunk.length > 0)) {
    if (!toFront) {
      state.reading = false;
      readMoreLater(stream, state);
    }
  } else if (toFront) {
    if (state.endEmitted) errorOrDestroy(stream, streamErrors.unshiftAfterEnd());
    else if (state.destroyed || state.errored) return false;
    else addChunk(stream, state, chunk, true);
  } else if (state.ended) {
    errorOrDestroy(stream, streamErrors.pushAfterEnd());
  } else if (state.destroyed || state.errored) {
    return false;
  } else {
    state.reading = false;
    if (state.decoder && !isDecoded) {
      chunk = state.decoder.write(chunk);
      // Only the beginning of a character: nothing to hand out yet.
      if (!state.objectMode && chunk.length === 0) {
        readMoreLater(stream, state);
        return wantsMore(state);
      }
    }
    addChunk(stream, state, chunk, false);
  }
  return wantsMore(state);
}

function wantsMore(state) {
  return !state.ended && (state.length < state.highWaterMark || state.length === 0);
}

function emitData(stream, state, chunk) {
  state.dataEmitted = true;
  if (state.reader === undefined) stream.emit('data', chunk);
  else state.reader.call(stream, 'data', chunk);
}

function addChunk(stream, state, chunk, toFront) {
  if (state.flowing && state.length === 0 && !state.sync && stream.listenerCount('data') > 0) {
    // Nobody is in front of it and nobody reads: straight through.
    forgetWriters(state);
    emitData(stream, state, chunk);
  } else {
    state.length += sizeIn(state, chunk);
    if (toFront) state.buffer.unshift(chunk);
    else state.buffer.push(chunk);
    if (state.needReadable) emitReadableLater(stream);
  }
  readMoreLater(stream, state);
}

function forgetWriters(state) {
  if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
  else state.awaitDrainWriters = null;
}

function sourceEnded(stream, state) {
  if (state.ended) return;
  if (state.decoder) {
    const rest = state.decoder.end();
    if (rest && rest.length) {
      state.buffer.push(rest);
      state.length += sizeIn(state, rest);
    }
  }
  state.ended = true;
  if (state.sync) {
    emitReadableLater(stream);
  } else {
    state.needReadable = false;
    state.emittedReadable = true;
    emitReadableNow(stream);
  }
}

function emitReadableLater(stream) {
  const state = stream._readableState;
  state.needReadable = false;
  if (state.emittedReadable) return;
  state.emittedReadable = true;
  process.nextTick(emitReadableNow, stream);
}

const emitReadableNow = parts.emitReadableNow = quick('readable.emitReadableNow', function emitReadableNow(stream) {
  const state = stream._readableState;
  if (!state.destroyed && !state.errored && (state.length || state.ended)) {
    stream.emit('readable');
    state.emittedReadable = false;
  }
  state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
  flow(stream);
}, parts);

function readMoreLater(stream, state) {
  if (state.readingMore || !state.constructed) return;
  state.readingMore = true;
  process.nextTick(readMore, stream, state);
}

/** Asks the source until there is enough, or it brings nothing at once. */
const readMore = parts.readMore = quick('readable.readMore', function readMore(stream, state) {
  while (!state.reading && !state.ended &&
         (state.length < state.highWaterMark || (state.flowing && state.length === 0))) {
    const before = state.length;
    stream.read(0);
    if (state.length === before) break;
  }
  state.readingMore = false;
}, parts);

// ---- Chunks going out ------------------------------------------------------------------------

/** How much of the wanted `size` (NaN: whatever there is) can be read now. */
function readableAmount(size, state) {
  if (size <= 0 || (state.length === 0 && state.ended)) return 0;
  if (state.objectMode) return 1;
  if (Number.isNaN(size)) return state.flowing && state.length ? firstLength(state) : state.length;
  if (size <= state.length) return size;
  return state.ended ? state.length : 0;
}

function firstLength(state) {
  return state.buffer.first().length;
}

/** The power of two that holds `size`. */
function raisedMark(size) {
  if (size > kMaxHighWaterMark) throw outOfRange('size', '<= 1GiB', size);
  return 2 ** Math.ceil(Math.log2(size));
}

function take(size, state) {
  if (state.length === 0) return null;
  if (state.objectMode) return state.buffer.shift();
  if (size && size < state.length) return state.buffer.consume(size, Boolean(state.decoder));
  let all;
  if (state.decoder) all = state.buffer.join('');
  else all = state.buffer.length === 1 ? state.buffer.first() : state.buffer.concat(state.length);
  state.buffer.clear();
  return all;
}

function isFull(state) {
  return state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0;
}

/** Calls _read unless there is a reason not to. */
function askSource(stream, state, wanted) {
  let ask = state.needReadable || state.length === 0 || state.length - wanted < state.highWaterMark;
  if (state.ended || state.reading || state.destroyed || state.errored || !state.constructed) ask = false;
  if (!ask) return false;
  state.reading = true;
  state.sync = true;
  if (state.length === 0) state.needReadable = true;
  try {
    stream._read(state.highWaterMark);
  } catch (error) {
    errorOrDestroy(stream, error);
  }
  state.sync = false;
  return !state.reading;
}

const read = quick('readable.read', function read(requested) {
  const state = this._readableState;
  let size = requested;
  if (size === undefined) size = NaN;
  else if (size !== 0 && !Number.isInteger(size)) size = Number.parseInt(size, 10);
  const wanted = size;
  if (size > state.highWaterMark) state.highWaterMark = raisedMark(size);
  if (size !== 0) state.emittedReadable = false;
  // read(0) only looks: when there is enough, 'readable' tells.
  if (size === 0 && state.needReadable && (isFull(state) || state.ended)) {
    if (state.length === 0 && state.ended) endLater(this);
    else emitReadableLater(this);
    return null;
  }
  size = readableAmount(size, state);
  if (size === 0 && state.ended) {
    if (state.length === 0) endLater(this);
    return null;
  }
  if (askSource(this, state, size)) size = readableAmount(wanted, state);
  const chunk = size > 0 ? take(size, state) : null;
  if (chunk === null) {
    state.needReadable = state.length <= state.highWaterMark;
    size = 0;
  } else {
    state.length -= size;
    forgetWriters(state);
  }
  if (state.length === 0) {
    if (!state.ended) state.needReadable = true;
    if (wanted !== size && state.ended) endLater(this);
  }
  if (chunk !== null && !state.errorEmitted && !state.closeEmitted) {
    emitData(this, state, chunk);
  }
  return chunk;
}, parts);

const flow = quick('readable.flow', function flow(stream) {
  const state = stream._readableState;
  while (state.flowing && stream.read() !== null);
}, parts);

function endLater(stream) {
  const state = stream._readableState;
  if (state.endEmitted) return;
  state.ended = true;
  process.nextTick(emitEnd, state, stream);
}

const emitEnd = parts.emitEnd = quick('readable.emitEnd', function emitEnd(state, stream) {
  if (state.errored || state.closeEmitted || state.endEmitted || state.length !== 0) return;
  state.endEmitted = true;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    process.nextTick(endOtherSide, stream);
  } else if (state.autoDestroy) {
    const writing = stream._writableState;
    if (!writing || (writing.autoDestroy && (writing.finished || writing.writable === false))) stream.destroy();
  }
}, parts);

function endOtherSide(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
}

// ---- Flowing and paused ----------------------------------------------------------------------

const startFlow = parts.startFlow = quick('readable.startFlow', function startFlow(stream, state) {
  if (!state.reading) stream.read(0);
  state.resumeScheduled = false;
  stream.emit('resume');
  flow(stream);
  if (state.flowing && !state.reading) stream.read(0);
}, parts);

function readOnce(stream) {
  stream.read(0);
}

function listenersChanged(stream) {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if (state.resumeScheduled && state[kPaused] === false) state.flowing = true;
  else if (stream.listenerCount('data') > 0) stream.resume();
  else if (!state.readableListening) state.flowing = null;
}

const on = quick('readable.on', function on(name, listener) {
  const result = Stream.prototype.on.call(this, name, listener);
  const state = this._readableState;
  if (name === 'data') {
    state.readableListening = this.listenerCount('readable') > 0;
    if (state.flowing !== false) this.resume();
  } else if (name === 'readable' && !state.endEmitted && !state.readableListening) {
    state.readableListening = state.needReadable = true;
    state.flowing = false;
    state.emittedReadable = false;
    if (state.length) emitReadableLater(this);
    else if (!state.reading) process.nextTick(readOnce, this);
  }
  return result;
}, Stream.prototype);

const removeListener = quick('readable.removeListener', function removeListener(name, listener) {
  const result = Stream.prototype.removeListener.call(this, name, listener);
  // Later, so that a listener that is only replaced changes nothing.
  if (name === 'readable') process.nextTick(listenersChanged, this);
  return result;
}, Stream.prototype);

// ---- The class -------------------------------------------------------------------------------

Readable.prototype = {
  __proto__: Stream.prototype,
  destroy,
  _undestroy: undestroy,

  _destroy(error, callback) {
    callback(error);
  },

  [Symbol.for('nodejs.rejection')](error) {
    this.destroy(error);
  },

  push: quick('readable.push', function push(chunk, encoding) {
    return addFromSource(this, chunk, encoding, false);
  }, parts),

  unshift(chunk, encoding) {
    return addFromSource(this, chunk, encoding, true);
  },

  isPaused() {
    const state = this._readableState;
    return state[kPaused] === true || state.flowing === false;
  },

  setEncoding(encoding) {
    const state = this._readableState;
    const decoder = makeDecoder(encoding);
    state.decoder = decoder;
    state.encoding = decoder.encoding;
    let text = '';
    for (const chunk of state.buffer) text += decoder.write(chunk);
    state.buffer.clear();
    if (text !== '') state.buffer.push(text);
    state.length = text.length;
    return this;
  },

  read,

  _read() {
    throw streamErrors.notImplemented('_read()');
  },

  pipe,

  unpipe,

  on,
  addListener: on,

  removeListener,

  removeAllListeners(name) {
    const result = Stream.prototype.removeAllListeners.apply(this, arguments);
    if (name === 'readable' || name === undefined) process.nextTick(listenersChanged, this);
    return result;
  },

  resume: quick('readable.resume', function resume() {
    const state = this._readableState;
    if (!state.flowing) {
      // With a 'readable' listener the chunks are read, not emitted.
      state.flowing = !state.readableListening;
      const reader = bindReader(this.emit);
      if (reader !== undefined) state.reader = reader;
      if (!state.resumeScheduled) {
        state.resumeScheduled = true;
        process.nextTick(startFlow, this, state);
      }
    }
    state[kPaused] = false;
    return this;
  }, parts, kPaused),

  pause() {
    const state = this._readableState;
    if (state.flowing !== false) {
      state.flowing = false;
      this.emit('pause');
    }
    state[kPaused] = true;
    return this;
  },

  wrap(old) {
    return require('./stream_wrap.js').wrap(this, old);
  },

  iterator(options) {
    if (options !== undefined) require('./errors.js').validateObject(options, 'options');
    return require('./stream_iterator.js').iterate(this, options);
  },

  [Symbol.asyncIterator]() {
    return require('./stream_iterator.js').iterate(this);
  },

  get readable() {
    const state = this._readableState;
    return Boolean(state) && state.readable !== false && !this.destroyed && !state.errorEmitted && !state.endEmitted;
  },
  set readable(value) {
    if (this._readableState) this._readableState.readable = Boolean(value);
  },
  get readableDidRead() {
    return this._readableState.dataEmitted;
  },
  get readableAborted() {
    const state = this._readableState;
    return state.readable !== false && Boolean(state.destroyed || state.errored) && !state.endEmitted;
  },
  get readableHighWaterMark() {
    return this._readableState.highWaterMark;
  },
  get readableBuffer() {
    return this._readableState && this._readableState.buffer;
  },
  get readableFlowing() {
    return this._readableState.flowing;
  },
  set readableFlowing(value) {
    if (this._readableState) this._readableState.flowing = value;
  },
  get readableLength() {
    return this._readableState.length;
  },
  get readableObjectMode() {
    return this._readableState ? this._readableState.objectMode : false;
  },
  get readableEncoding() {
    return this._readableState ? this._readableState.encoding : null;
  },
  get errored() {
    return this._readableState ? this._readableState.errored : null;
  },
  get closed() {
    return this._readableState ? this._readableState.closed : false;
  },
  get destroyed() {
    return this._readableState ? this._readableState.destroyed : false;
  },
  set destroyed(value) {
    if (this._readableState) this._readableState.destroyed = value;
  },
  get readableEnded() {
    return this._readableState ? this._readableState.endEmitted : false;
  },
};
Readable.prototype.off = Readable.prototype.removeListener;
const { get: isReadable, set: setReadable } = Object.getOwnPropertyDescriptor(Readable.prototype, 'readable');
Object.defineProperty(Readable.prototype, 'readable', { get: quick('readable.readable', isReadable), set: setReadable });
Object.defineProperty(Readable.prototype, 'constructor', { value: Readable, writable: true, configurable: true });

Readable._fromList = take;
Readable.from = (iterable, options) => require('./stream_from.js').from(Readable, iterable, options);
Readable.wrap = (source, options) => {
  return new Readable({
    objectMode: source.readableObjectMode ?? source.objectMode ?? true,
    ...options,
    destroy(error, callback) {
      require('./stream_destroy.js').destroyAny(source, error);
      callback(error);
    },
  }).wrap(source);
};
for (const name of ['fromWeb', 'toWeb']) {
  Readable[name] = () => require('native:host').refuse(`stream.Readable.${name}`);
}

module.exports = Readable;
