// The beginning and the end of a stream: construct(), destroy(), and errors in between.
//
// Order of events (each on a tick of its own where it says so): destroy() marks both sides, calls _destroy at once;
// when that is done, 'error' (if any) and 'close' come together in a tick. With _construct, nothing is read, written
// or destroyed before its callback was called.
'use strict';

const { AbortError } = require('./errors.js');
const { quick } = require('native:host');
const { combined, multipleCallback } = require('./stream_errors.js');
const { isClientRequest, isDestroyed, isFinished, isServerRequest, kDestroyed } = require('./stream_state.js');

// What the quick functions of this file call.
const parts = { emitClose: null, emitErrorAndClose, noteErrorOf };
const kConstruct = Symbol('kConstruct');
const kDestroy = Symbol('kDestroy');

/** Notes the first error on both sides. */
function noteError(error, writing, reading) {
  if (!error) return;
  error.stack; // made now, where the error happened
  if (writing && !writing.errored) writing.errored = error;
  if (reading && !reading.errored) reading.errored = error;
}

function noteErrorOf(stream, error) {
  noteError(error, stream._writableState, stream._readableState);
}

function emitErrorOnce(stream, error) {
  const { _readableState: reading, _writableState: writing } = stream;
  if (writing?.errorEmitted || reading?.errorEmitted) return;
  if (writing) writing.errorEmitted = true;
  if (reading) reading.errorEmitted = true;
  stream.emit('error', error);
}

const emitClose = parts.emitClose = quick('emitClose', function emitClose(stream) {
  const { _readableState: reading, _writableState: writing } = stream;
  if (writing) writing.closeEmitted = true;
  if (reading) reading.closeEmitted = true;
  if (writing?.emitClose || reading?.emitClose) stream.emit('close');
});

function emitErrorAndClose(stream, error) {
  emitErrorOnce(stream, error);
  emitClose(stream);
}

function runDestroy(stream, reason, callback) {
  let done = false;
  const onDestroyed = (error) => {
    if (done) return;
    done = true;
    const { _readableState: reading, _writableState: writing } = stream;
    noteErrorOf(stream, error);
    if (writing) writing.closed = true;
    if (reading) reading.closed = true;
    if (typeof callback === 'function') callback(error);
    if (error) process.nextTick(emitErrorAndClose, stream, error);
    else process.nextTick(emitClose, stream);
  };
  try {
    stream._destroy(reason || null, onDestroyed);
  } catch (error) {
    onDestroyed(error);
  }
}

/** The method destroy(error, callback) of every stream. */
const destroy = quick('destroy', function destroy(error, callback) {
  const { _readableState: reading, _writableState: writing } = this;
  if (writing?.destroyed || reading?.destroyed) {
    if (typeof callback === 'function') callback();
    return this;
  }
  noteError(error, writing, reading);
  if (writing) writing.destroyed = true;
  if (reading) reading.destroyed = true;
  if ((writing || reading).constructed) {
    runDestroy(this, error, callback);
  } else {
    this.once(kDestroy, (failure) => runDestroy(this, combined(failure, error), callback));
  }
  return this;
}, parts);

function unmark(state) {
  state.constructed = true;
  state.closed = state.closeEmitted = state.destroyed = state.errorEmitted = false;
  state.errored = null;
}

/** The method _undestroy() of every stream: all marks are taken back. */
function undestroy() {
  const { _readableState: reading, _writableState: writing } = this;
  if (reading) {
    unmark(reading);
    reading.reading = false;
    reading.ended = reading.endEmitted = reading.readable === false;
  }
  if (writing) {
    unmark(writing);
    writing.finalCalled = writing.prefinished = false;
    writing.ended = writing.ending = writing.finished = writing.writable === false;
  }
}

/** An error in the stream: it is destroyed, or, without autoDestroy, 'error' is all. `sync`: not before a tick. */
function errorOrDestroy(stream, error, sync) {
  const { _readableState: reading, _writableState: writing } = stream;
  if (writing?.destroyed || reading?.destroyed) return;
  if (writing?.autoDestroy || reading?.autoDestroy) {
    stream.destroy(error);
  } else if (error) {
    noteError(error, writing, reading);
    if (sync) process.nextTick(emitErrorOnce, stream, error);
    else emitErrorOnce(stream, error);
  }
}

function runConstruct(stream) {
  let done = false;
  const onConstructed = (error) => {
    if (done) {
      errorOrDestroy(stream, error ?? multipleCallback());
      return;
    }
    done = true;
    const { _readableState: reading, _writableState: writing } = stream;
    if (reading) reading.constructed = true;
    if (writing) writing.constructed = true;
    if ((writing || reading).destroyed) stream.emit(kDestroy, error);
    else if (error) errorOrDestroy(stream, error, true);
    else stream.emit(kConstruct);
  };
  try {
    stream._construct((error) => process.nextTick(onConstructed, error));
  } catch (error) {
    process.nextTick(onConstructed, error);
  }
}

/** Calls stream._construct, if it has one, in a tick, and `callback` once that is done. A Duplex asks twice. */
function construct(stream, callback) {
  if (typeof stream._construct !== 'function') return;
  const { _readableState: reading, _writableState: writing } = stream;
  if (reading) reading.constructed = false;
  if (writing) writing.constructed = false;
  stream.once(kConstruct, callback);
  if (stream.listenerCount(kConstruct) === 1) process.nextTick(runConstruct, stream);
}

/** Destroys whatever kind of stream it is; one that is not finished gets an AbortError when there is no reason. */
function destroyAny(stream, reason) {
  if (!stream || isDestroyed(stream)) return;
  const error = reason || isFinished(stream) ? reason : new AbortError();
  if (isServerRequest(stream)) {
    stream.socket = null;
    stream.destroy(error);
  } else if (isClientRequest(stream)) {
    stream.abort();
  } else if (isClientRequest(stream.req)) {
    stream.req.abort();
  } else if (typeof stream.destroy === 'function') {
    stream.destroy(error);
  } else if (typeof stream.close === 'function') {
    stream.close();
  }
  if (!stream.destroyed) stream[kDestroyed] = true;
}

module.exports = { construct, destroy, destroyAny, errorOrDestroy, undestroy };
