// finished(stream, options, callback): calls back when a stream has ended, finished, failed or was closed too early.
//
// Whose context the callback runs in, the caller's or that of whoever completes the stream, is a rule.
'use strict';

const { bindFinished } = require('native:host');
const { AbortError, invalidArgType, validateAbortSignal, validateFunction, validateObject } = require('./errors.js');
const { prematureClose } = require('./stream_errors.js');
const {
  isClientRequest, isClosed, isNodeStream, isReadable, isReadableFinished, isReadableNodeStream, isWritable,
  isWritableFinished, isWritableNodeStream, readableErrorOf, willEmitClose, writableErrorOf,
} = require('./stream_state.js');

function ignore() {}

function once(callback) {
  let called = false;
  return function(...args) {
    if (called) return;
    called = true;
    callback.apply(this, args);
  };
}

function finished(stream, options, callback) {
  let given = options;
  let report = callback;
  if (arguments.length === 2) {
    report = options;
    given = {};
  } else if (given === undefined || given === null) {
    given = {};
  } else {
    validateObject(given, 'options');
  }
  validateFunction(report, 'callback');
  validateAbortSignal(given.signal, 'options.signal');
  report = once(bindFinished(report));
  if (!isNodeStream(stream)) throw invalidArgType('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);

  const watchesReading = given.readable ?? isReadableNodeStream(stream);
  const watchesWriting = given.writable ?? isWritableNodeStream(stream);
  const { _readableState: reading, _writableState: writing } = stream;
  // 'close' is worth waiting for only when it means the sides that are watched.
  let waitsForClose = willEmitClose(stream) && isReadableNodeStream(stream) === watchesReading &&
    isWritableNodeStream(stream) === watchesWriting;
  let readingDone = isReadableFinished(stream, false);
  let writingDone = isWritableFinished(stream, false);
  let closed = isClosed(stream);

  const onOldFinish = () => {
    if (!stream.writable) onFinish();
  };
  const onFinish = () => {
    writingDone = true;
    // Destroyed by hand: 'close' may be all that follows, or nothing.
    if (stream.destroyed) waitsForClose = false;
    if (waitsForClose && (!stream.writable || watchesReading)) return;
    if (!watchesReading || readingDone) report.call(stream);
  };
  const onEnd = () => {
    readingDone = true;
    if (stream.destroyed) waitsForClose = false;
    if (waitsForClose && (!stream.readable || watchesWriting)) return;
    if (!watchesWriting || writingDone) report.call(stream);
  };
  const onError = (error) => {
    report.call(stream, error);
  };
  const onClose = () => {
    closed = true;
    const error = writableErrorOf(stream) || readableErrorOf(stream);
    if (error && typeof error !== 'boolean') {
      report.call(stream, error);
    } else if (watchesReading && !readingDone && isReadableNodeStream(stream, true) &&
               !isReadableFinished(stream, false)) {
      report.call(stream, prematureClose());
    } else if (watchesWriting && !writingDone && !isWritableFinished(stream, false)) {
      report.call(stream, prematureClose());
    } else {
      report.call(stream);
    }
  };
  const onRequest = () => {
    stream.req.on('finish', onFinish);
  };

  const listeners = [];
  const listen = (name, listener) => {
    listeners.push([name, listener]);
    stream.on(name, listener);
  };
  if (isClientRequest(stream)) {
    listen('complete', onFinish);
    if (!waitsForClose) listen('abort', onClose);
    if (stream.req) onRequest();
    else listen('request', onRequest);
  } else if (watchesWriting && !writing) {
    listen('end', onOldFinish);
    listen('close', onOldFinish);
  }
  if (!waitsForClose && typeof stream.aborted === 'boolean') listen('aborted', onClose);
  listen('end', onEnd);
  listen('finish', onFinish);
  if (given.error !== false) listen('error', onError);
  listen('close', onClose);

  // What has happened already is reported in a tick.
  if (closed) {
    process.nextTick(onClose);
  } else if (writing?.errorEmitted || reading?.errorEmitted) {
    if (!waitsForClose) process.nextTick(onClose);
  } else if (!watchesReading && (!waitsForClose || isReadable(stream)) &&
             (writingDone || isWritable(stream) === false)) {
    process.nextTick(onClose);
  } else if (!watchesWriting && (!waitsForClose || isWritable(stream)) &&
             (readingDone || isReadable(stream) === false)) {
    process.nextTick(onClose);
  } else if (reading && stream.req && stream.aborted) {
    process.nextTick(onClose);
  }

  const stopListening = () => {
    report = ignore;
    for (const [name, listener] of listeners) stream.removeListener(name, listener);
    if (stream.req) stream.req.removeListener('finish', onFinish);
  };
  if (given.signal && !closed) {
    const onAbort = () => {
      // The callback is called, and only it: a listener of the same name must not call it again.
      const callNow = report;
      stopListening();
      callNow.call(stream, new AbortError(undefined, { cause: given.signal.reason }));
    };
    if (given.signal.aborted) {
      process.nextTick(onAbort);
    } else {
      const inner = report;
      report = once((...args) => {
        given.signal.removeEventListener('abort', onAbort);
        inner.apply(stream, args);
      });
      given.signal.addEventListener('abort', onAbort);
    }
  }
  return stopListening;
}

/** The same as a promise; `cleanup: true` in the options takes the listeners away at the end. */
function finishedPromise(stream, options) {
  let cleansUp = false;
  if (options?.cleanup !== undefined) {
    require('./errors.js').validateBoolean(options.cleanup, 'cleanup');
    cleansUp = options.cleanup;
  }
  return new Promise((resolve, reject) => {
    const stopListening = finished(stream, options ?? {}, (error) => {
      if (cleansUp) stopListening();
      if (error) reject(error);
      else resolve();
    });
  });
}

module.exports = { finished, finishedPromise, once };
