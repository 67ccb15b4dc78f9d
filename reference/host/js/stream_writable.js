// Writable: chunks come in by write(), and go to _write (or _writev) one after the other.
//
// While a chunk is being written, or the stream is corked or not constructed, chunks wait in `buffered`. When _write
// calls back before it returns (`sync`), what follows (the chunk's own callback, 'drain', 'finish') waits for a tick;
// several such callbacks of the same function share one. pendingcb counts callbacks that are still due: 'finish' waits
// for them.
'use strict';

const { construct, destroy, errorOrDestroy, undestroy } = require('./stream_destroy.js');
const { invalidArgType } = require('./errors.js');
const streamErrors = require('./stream_errors.js');
const { Stream, highWaterMark } = require('./stream_legacy.js');
const { bindFirst, quick } = require('native:host');

const kOnFinished = Symbol('kOnFinished');
// What the quick functions of this file call.
const parts = { afterFirst, afterWriteLater, callFinished, failBuffered, finalCalledTwice, finalFailed, finish: null,
                finishIfStillReady, ignore, kOnFinished, writeBuffered: null };
const kLongPrefix = 256; // chunks already written that may stay in `buffered`

function ignore() {}

class WritableState {
  constructor(options, stream, isDuplex = stream instanceof Stream.Duplex) {
    const given = options || {};
    this.objectMode = Boolean(given.objectMode || (isDuplex && given.writableObjectMode));
    this.highWaterMark = highWaterMark(this, given, 'writableHighWaterMark', isDuplex);
    this.finalCalled = false;
    this.needDrain = false;
    this.ending = false; // end() was called
    this.ended = false; // and has returned
    this.finished = false;
    this.destroyed = false;
    this.decodeStrings = given.decodeStrings !== false;
    this.defaultEncoding = given.defaultEncoding || 'utf8';
    this.length = 0;
    this.writing = false;
    this.corked = 0;
    this.sync = true;
    this.bufferProcessing = false;
    this.onwrite = bindFirst(chunkWritten, stream);
    this.writecb = null;
    this.writelen = 0;
    this.afterWriteTickInfo = null;
    forgetBuffered(this);
    this.pendingcb = 0;
    this.constructed = true;
    this.prefinished = false;
    this.errorEmitted = false;
    this.emitClose = given.emitClose !== false;
    this.autoDestroy = given.autoDestroy !== false;
    this.errored = null;
    this.closed = false;
    this.closeEmitted = false;
    this[kOnFinished] = [];
  }

  getBuffer() {
    return this.buffered.slice(this.bufferedIndex);
  }

  get bufferedRequestCount() {
    return this.buffered.length - this.bufferedIndex;
  }
}

function forgetBuffered(state) {
  state.buffered = [];
  state.bufferedIndex = 0;
  state.allBuffers = true; // no chunk of `buffered` is text
  state.allNoop = true; // no chunk of `buffered` has a callback
}

function Writable(options) {
  const isDuplex = this instanceof Stream.Duplex;
  if (!isDuplex && !Function.prototype[Symbol.hasInstance].call(Writable, this)) return new Writable(options);
  this._writableState = new WritableState(options, this, isDuplex);
  if (options) {
    if (typeof options.write === 'function') this._write = options.write;
    if (typeof options.writev === 'function') this._writev = options.writev;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.final === 'function') this._final = options.final;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal) require('./stream_signal.js').watchSignal(options.signal, this);
  }
  Stream.call(this, options);
  construct(this, () => {
    const state = this._writableState;
    if (!state.writing) writeBuffered(this, state);
    finishWhenDone(this, state);
  });
}
Object.setPrototypeOf(Writable, Stream);
Writable.WritableState = WritableState;
Object.defineProperty(Writable, Symbol.hasInstance, {
  value: function(object) {
    if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
    return this === Writable && Boolean(object) && object._writableState instanceof WritableState;
  },
});

// ---- Chunks coming in ------------------------------------------------------------------------

const sizeIn = (state, chunk) => (state.objectMode ? 1 : chunk.length);

/** write() without its boolean result: an error (already reported), or whether there is room for more. */
function writeChunk(stream, given, encodingOrCallback, maybeCallback) {
  const state = stream._writableState;
  let chunk = given;
  let encoding = encodingOrCallback;
  let callback = maybeCallback;
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = state.defaultEncoding;
  } else {
    if (!encoding) encoding = state.defaultEncoding;
    else if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw streamErrors.unknownEncoding(encoding);
    if (typeof callback !== 'function') callback = ignore;
  }
  if (chunk === null) throw streamErrors.nullValues();
  if (!state.objectMode) {
    if (typeof chunk === 'string') {
      if (state.decodeStrings !== false) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      }
    } else if (chunk instanceof Buffer) {
      encoding = 'buffer';
    } else if (Stream._isUint8Array(chunk)) {
      chunk = Stream._uint8ArrayToBuffer(chunk);
      encoding = 'buffer';
    } else {
      throw invalidArgType('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
    }
  }
  let error;
  if (state.ending) error = streamErrors.writeAfterEnd();
  else if (state.destroyed) error = streamErrors.streamDestroyed('write');
  if (error) {
    process.nextTick(callback, error);
    errorOrDestroy(stream, error, true);
    return error;
  }
  state.pendingcb += 1;
  return writeOrKeep(stream, state, chunk, encoding, callback);
}

function writeOrKeep(stream, state, chunk, encoding, callback) {
  state.length += sizeIn(state, chunk);
  const hasRoom = state.length < state.highWaterMark;
  if (!hasRoom) state.needDrain = true;
  if (state.writing || state.corked || state.errored || !state.constructed) {
    keep(state, chunk, encoding, callback);
  } else {
    beginWriting(state, sizeIn(state, chunk), callback);
    stream._write(chunk, encoding, state.onwrite);
    state.sync = false;
  }
  // After an error or destroy() nobody should go on.
  return hasRoom && !state.errored && !state.destroyed;
}

function keep(state, chunk, encoding, callback) {
  state.buffered.push({ chunk, encoding, callback });
  if (encoding !== 'buffer') state.allBuffers = false;
  if (callback !== ignore) state.allNoop = false;
}

function beginWriting(state, size, callback) {
  state.writelen = size;
  state.writecb = callback;
  state.writing = true;
  state.sync = true;
}

/** Hands waiting chunks on: one, or with `all` every one to _writev. */
function writeOut(stream, state, all, size, chunk, encoding, callback) {
  beginWriting(state, size, callback);
  if (state.destroyed) state.onwrite(streamErrors.streamDestroyed('write'));
  else if (all) stream._writev(chunk, state.onwrite);
  else stream._write(chunk, encoding, state.onwrite);
  state.sync = false;
}

// ---- A chunk is written ----------------------------------------------------------------------

const chunkWritten = quick('writable.chunkWritten', function chunkWritten(stream, error) {
  const state = stream._writableState;
  const { sync, writecb: callback } = state;
  if (typeof callback !== 'function') {
    errorOrDestroy(stream, streamErrors.multipleCallback());
    return;
  }
  state.writing = false;
  state.writecb = null;
  state.length -= state.writelen;
  state.writelen = 0;
  if (error) {
    error.stack; // made now, where the error happened
    if (!state.errored) state.errored = error;
    const reading = stream._readableState;
    if (reading && !reading.errored) reading.errored = error;
    if (sync) process.nextTick(writeFailed, stream, state, error, callback);
    else writeFailed(stream, state, error, callback);
    return;
  }
  if (state.buffered.length > state.bufferedIndex) writeBuffered(stream, state);
  if (sync) afterWriteLater(stream, state, callback);
  else afterWrite(stream, state, 1, callback);
}, parts);

function afterWriteLater(stream, state, callback) {
  if (state.afterWriteTickInfo !== null && state.afterWriteTickInfo.cb === callback) {
    state.afterWriteTickInfo.count += 1;
  } else {
    state.afterWriteTickInfo = { count: 1, cb: callback, stream, state };
    process.nextTick(afterWriteInTick, state.afterWriteTickInfo);
  }
}

function writeFailed(stream, state, error, callback) {
  state.pendingcb -= 1;
  callback(error);
  failBuffered(state);
  errorOrDestroy(stream, error);
}

function afterWriteInTick({ stream, state, count, cb }) {
  state.afterWriteTickInfo = null;
  afterWrite(stream, state, count, cb);
}

const afterWrite = quick('writable.afterWrite', function afterWrite(stream, state, count, callback) {
  if (!state.ending && !stream.destroyed && state.length === 0 && state.needDrain) {
    state.needDrain = false;
    stream.emit('drain');
  }
  for (let i = 0; i < count; i++) {
    state.pendingcb -= 1;
    callback();
  }
  if (state.destroyed) failBuffered(state);
  finishWhenDone(stream, state);
}, parts);

/** The callbacks of everything that will never be written get the reason. */
function failBuffered(state) {
  if (state.writing) return;
  for (let i = state.bufferedIndex; i < state.buffered.length; i++) {
    const { chunk, callback } = state.buffered[i];
    state.length -= sizeIn(state, chunk);
    callback(state.errored ?? streamErrors.streamDestroyed('write'));
  }
  for (const callback of state[kOnFinished].splice(0)) {
    callback(state.errored ?? streamErrors.streamDestroyed('end'));
  }
  forgetBuffered(state);
}

const writeBuffered = parts.writeBuffered = quick('writable.writeBuffered', function writeBuffered(stream, state) {
  if (state.corked || state.bufferProcessing || state.destroyed || !state.constructed) return;
  const { buffered, bufferedIndex: first } = state;
  const count = buffered.length - first;
  if (count === 0) return;
  state.bufferProcessing = true;
  if (count > 1 && stream._writev) {
    state.pendingcb -= count - 1;
    const callback = state.allNoop ? ignore : (error) => {
      for (let i = first; i < buffered.length; i++) buffered[i].callback(error);
    };
    const chunks = state.allNoop && first === 0 ? buffered : buffered.slice(first);
    chunks.allBuffers = state.allBuffers;
    writeOut(stream, state, true, state.length, chunks, '', callback);
    forgetBuffered(state);
  } else {
    writeSingly(stream, state, buffered, first);
  }
  state.bufferProcessing = false;
}, parts);

/** One after the other, as long as each is written at once. */
function writeSingly(stream, state, buffered, first) {
  let i = first;
  do {
    const { chunk, encoding, callback } = buffered[i];
    buffered[i] = null;
    i += 1;
    writeOut(stream, state, false, sizeIn(state, chunk), chunk, encoding, callback);
  } while (i < buffered.length && !state.writing);
  forgetWritten(state, buffered, i);
}

function forgetWritten(state, buffered, count) {
  if (count === buffered.length) {
    forgetBuffered(state);
  } else if (count > kLongPrefix) {
    buffered.splice(0, count);
    state.bufferedIndex = 0;
  } else {
    state.bufferedIndex = count;
  }
}

/** The first of `buffered` has been written, by a quick function: what follows. */
function afterFirst(stream, state, buffered) {
  if (buffered.length === 1) forgetBuffered(state);
  else if (state.writing) state.bufferedIndex = 1;
  else writeSingly(stream, state, buffered, 1);
  state.bufferProcessing = false;
}

// ---- The end ---------------------------------------------------------------------------------

const isReadyToFinish = quick('writable.isReadyToFinish', function isReadyToFinish(state) {
  return state.ending && !state.destroyed && state.constructed && state.length === 0 && !state.errored &&
    state.buffered.length === 0 && !state.finished && !state.writing && !state.errorEmitted && !state.closeEmitted;
});

function finalCalledTwice(stream, error) {
  errorOrDestroy(stream, error ?? streamErrors.multipleCallback());
}

function finalFailed(stream, state, error) {
  for (const callback of state[kOnFinished].splice(0)) callback(error);
  errorOrDestroy(stream, error, state.sync);
}

function callFinal(stream, state) {
  let done = false;
  const onFinal = (error) => {
    if (done) {
      finalCalledTwice(stream, error);
      return;
    }
    done = true;
    state.pendingcb -= 1;
    if (error) {
      finalFailed(stream, state, error);
    } else if (isReadyToFinish(state)) {
      state.prefinished = true;
      stream.emit('prefinish');
      // 'finish' never comes before end() has returned.
      state.pendingcb += 1;
      process.nextTick(finish, stream, state);
    }
  };
  state.sync = true;
  state.pendingcb += 1;
  try {
    stream._final(onFinal);
  } catch (error) {
    onFinal(error);
  }
  state.sync = false;
}

function prepareFinish(stream, state) {
  if (state.prefinished || state.finalCalled) return;
  if (typeof stream._final === 'function' && !state.destroyed) {
    state.finalCalled = true;
    callFinal(stream, state);
  } else {
    state.prefinished = true;
    stream.emit('prefinish');
  }
}

/** `later`: 'finish' is not emitted before a tick. */
const finishWhenDone = quick('writable.finishWhenDone', function finishWhenDone(stream, state, later) {
  if (!isReadyToFinish(state)) return;
  prepareFinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (later) {
    state.pendingcb += 1;
    process.nextTick(finishIfStillReady, stream, state);
  } else if (isReadyToFinish(state)) {
    state.pendingcb += 1;
    finish(stream, state);
  }
}, parts);

function finishIfStillReady(stream, state) {
  if (isReadyToFinish(state)) finish(stream, state);
  else state.pendingcb -= 1;
}

function callFinished(state) {
  for (const callback of state[kOnFinished].splice(0)) callback();
}

const finish = parts.finish = quick('writable.finish', function finish(stream, state) {
  state.pendingcb -= 1;
  state.finished = true;
  callFinished(state);
  stream.emit('finish');
  if (!state.autoDestroy) return;
  const reading = stream._readableState;
  if (!reading || (reading.autoDestroy && (reading.endEmitted || reading.readable === false))) stream.destroy();
}, parts);

// ---- The class -------------------------------------------------------------------------------

Writable.prototype = {
  __proto__: Stream.prototype,

  pipe() {
    errorOrDestroy(this, streamErrors.cannotPipe());
  },

  write: quick('writable.write', function write(chunk, encoding, callback) {
    return writeChunk(this, chunk, encoding, callback) === true;
  }, parts),

  cork() {
    this._writableState.corked += 1;
  },

  uncork: quick('writable.uncork', function uncork() {
    const state = this._writableState;
    if (!state.corked) return;
    state.corked -= 1;
    if (!state.writing) writeBuffered(this, state);
  }, parts),

  setDefaultEncoding(encoding) {
    const name = typeof encoding === 'string' ? encoding.toLowerCase() : encoding;
    if (!Buffer.isEncoding(name)) throw streamErrors.unknownEncoding(name);
    this._writableState.defaultEncoding = name;
    return this;
  },

  _write(chunk, encoding, callback) {
    if (!this._writev) throw streamErrors.notImplemented('_write()');
    this._writev([{ chunk, encoding }], callback);
  },

  _writev: null,

  end: quick('writable.end', function end(chunk, encoding, callback) {
    const state = this._writableState;
    let last = chunk;
    let lastEncoding = encoding;
    let onFinished = callback;
    if (typeof last === 'function') {
      onFinished = last;
      last = lastEncoding = null;
    } else if (typeof lastEncoding === 'function') {
      onFinished = lastEncoding;
      lastEncoding = null;
    }
    let error;
    if (last !== null && last !== undefined) {
      const result = writeChunk(this, last, lastEncoding);
      if (result instanceof Error) error = result;
    }
    // end() undoes every cork().
    if (state.corked) {
      state.corked = 1;
      this.uncork();
    }
    if (error) {
      // Reported already.
    } else if (!state.errored && !state.ending) {
      state.ending = true;
      finishWhenDone(this, state, true);
      state.ended = true;
    } else if (state.finished) {
      error = streamErrors.alreadyFinished('end');
    } else if (state.destroyed) {
      error = streamErrors.streamDestroyed('end');
    }
    if (typeof onFinished === 'function') {
      if (error || state.finished) process.nextTick(onFinished, error);
      else state[kOnFinished].push(onFinished);
    }
    return this;
  }, parts),

  destroy(error, callback) {
    const state = this._writableState;
    if (!state.destroyed && (state.bufferedIndex < state.buffered.length || state[kOnFinished].length)) {
      process.nextTick(failBuffered, state);
    }
    destroy.call(this, error, callback);
    return this;
  },

  _undestroy: undestroy,

  _destroy(error, callback) {
    callback(error);
  },

  [Symbol.for('nodejs.rejection')](error) {
    this.destroy(error);
  },

  get closed() {
    return this._writableState ? this._writableState.closed : false;
  },
  get destroyed() {
    return this._writableState ? this._writableState.destroyed : false;
  },
  set destroyed(value) {
    if (this._writableState) this._writableState.destroyed = value;
  },
  get writable() {
    const state = this._writableState;
    // A Duplex that was never writable says so; compare writableEnded.
    return Boolean(state) && state.writable !== false && !state.destroyed && !state.errored && !state.ending && !state.ended;
  },
  set writable(value) {
    if (this._writableState) this._writableState.writable = Boolean(value);
  },
  get writableFinished() {
    return this._writableState ? this._writableState.finished : false;
  },
  get writableObjectMode() {
    return this._writableState ? this._writableState.objectMode : false;
  },
  get writableBuffer() {
    return this._writableState && this._writableState.getBuffer();
  },
  get writableEnded() {
    return this._writableState ? this._writableState.ending : false;
  },
  get writableNeedDrain() {
    const state = this._writableState;
    return Boolean(state) && !state.destroyed && !state.ending && state.needDrain;
  },
  get writableHighWaterMark() {
    return this._writableState && this._writableState.highWaterMark;
  },
  get writableCorked() {
    return this._writableState ? this._writableState.corked : 0;
  },
  get writableLength() {
    return this._writableState && this._writableState.length;
  },
  get errored() {
    return this._writableState ? this._writableState.errored : null;
  },
  get writableAborted() {
    const state = this._writableState;
    return state.writable !== false && Boolean(state.destroyed || state.errored) && !state.finished;
  },
};
const { get: isWritable, set: setWritable } = Object.getOwnPropertyDescriptor(Writable.prototype, 'writable');
Object.defineProperty(Writable.prototype, 'writable', { get: quick('writable.writable', isWritable), set: setWritable });
Object.defineProperty(Writable.prototype, 'constructor', { value: Writable, writable: true, configurable: true });

for (const name of ['fromWeb', 'toWeb']) {
  Writable[name] = () => require('native:host').refuse(`stream.Writable.${name}`);
}

module.exports = Writable;
