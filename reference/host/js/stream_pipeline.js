// pipeline(...streams, callback): connects streams, iterables and functions, and calls back when all are through or
// one has failed; then the others are destroyed.
'use strict';

const { AbortError, invalidArgType, missingArgs, validateAbortSignal, validateFunction } = require('./errors.js');
const { destroyAny } = require('./stream_destroy.js');
const { combined, invalidReturnValue, prematureClose, streamDestroyed } = require('./stream_errors.js');
const { finished, once } = require('./stream_finished.js');
const { isIterable, isNodeStream, isReadable, isReadableFinished, isReadableNodeStream } = require('./stream_state.js');

const isPremature = (error) => error.code === 'ERR_STREAM_PREMATURE_CLOSE';

function pipeline(...streams) {
  const callback = streams.pop();
  validateFunction(callback, 'streams[stream.length - 1]');
  return connect(streams, once(callback));
}

/** The same as a promise of what the last function gave. The last argument may be options. */
function pipelinePromise(...streams) {
  return new Promise((resolve, reject) => {
    const last = streams[streams.length - 1];
    let options = {};
    if (last && typeof last === 'object' && !isNodeStream(last) && !isIterable(last)) options = streams.pop();
    connect(streams, (error, value) => {
      if (error) reject(error);
      else resolve(value);
    }, { signal: options.signal, end: options.end });
  });
}

/** What one pipeline has under way; it is over when `running` parts have ended, or at the first error. */
class Run {
  constructor(callback, outerSignal) {
    this.callback = callback;
    this.outerSignal = outerSignal;
    this.controller = new AbortController();
    this.running = 0;
    this.error = undefined;
    this.value = undefined;
    this.destroyers = [];
    this.lastCleanups = [];
    this.onPartEnd = (error) => this.end(error, --this.running === 0);
    this.onAbort = () => this.end(new AbortError(), false);
    outerSignal?.addEventListener('abort', this.onAbort);
  }

  end(error, isLast) {
    // A stream that only closed early because another failed is not the reason.
    if (error && (!this.error || isPremature(this.error))) this.error = error;
    if (!this.error && !isLast) return;
    while (this.destroyers.length > 0) this.destroyers.shift()(this.error);
    this.outerSignal?.removeEventListener('abort', this.onAbort);
    this.controller.abort();
    if (!isLast) return;
    if (!this.error) for (const cleanUp of this.lastCleanups) cleanUp();
    process.nextTick(this.callback, this.error, this.value);
  }

  /** From now on the stream is destroyed when the pipeline fails. Returns what stops that. */
  destroyWhenFailed(stream, reads, writes) {
    let over = false;
    stream.on('close', () => { over = true; });
    const stopListening = finished(stream, { readable: reads, writable: writes }, (error) => { over = !error; });
    this.destroyers.push((error) => {
      if (over) return;
      over = true;
      destroyAny(stream, error || streamDestroyed('pipe'));
    });
    return stopListening;
  }

  watchErrors(stream) {
    const onError = (error) => {
      if (error && error.name !== 'AbortError' && !isPremature(error)) this.onPartEnd(error);
    };
    stream.on('error', onError);
    return () => stream.removeListener('error', onError);
  }
}

function connect(given, callback, options) {
  const streams = given.length === 1 && Array.isArray(given[0]) ? given[0] : given;
  if (streams.length < 2) throw missingArgs('streams');
  validateAbortSignal(options?.signal, 'options.signal');
  const run = new Run(callback, options?.signal);
  const { signal } = run.controller;
  let result;
  streams.forEach((stream, i) => {
    const isLast = i === streams.length - 1;
    const part = { run, isLast, index: i, signal, end: !isLast || options?.end !== false };
    if (isNodeStream(stream)) {
      if (part.end) {
        const stopListening = run.destroyWhenFailed(stream, !isLast, i > 0);
        if (isReadable(stream) && isLast) run.lastCleanups.push(stopListening);
      }
      const stopErrors = run.watchErrors(stream);
      if (isReadable(stream) && isLast) run.lastCleanups.push(stopErrors);
    }
    if (i === 0) result = firstOf(stream, signal);
    else if (typeof stream === 'function') result = throughFunction(result, stream, part);
    else if (isNodeStream(stream)) result = intoStream(result, stream, part);
    else result = require('stream').Duplex.from(stream);
  });
  if (signal.aborted || options?.signal?.aborted) process.nextTick(run.onAbort);
  return result;
}

function firstOf(stream, signal) {
  if (typeof stream === 'function') {
    const made = stream({ signal });
    if (!isIterable(made)) throw invalidReturnValue('Iterable, AsyncIterable or Stream', 'source', made);
    return made;
  }
  if (isIterable(stream) || isReadableNodeStream(stream)) return stream;
  return require('stream').Duplex.from(stream);
}

function asAsyncIterable(value) {
  if (isIterable(value)) return value;
  if (isReadableNodeStream(value)) return require('./stream_iterator.js').iterate(value);
  throw invalidArgType('val', ['Readable', 'Iterable', 'AsyncIterable'], value);
}

function throughFunction(source, fn, { run, isLast, index, signal, end }) {
  const made = fn(asAsyncIterable(source), { signal });
  if (!isLast) {
    if (!isIterable(made, 'async')) throw invalidReturnValue('AsyncIterable', `transform[${index - 1}]`, made);
    return made;
  }
  // The pipeline's own result is a stream even when a function stands last.
  const output = new (require('stream').PassThrough)({ objectMode: true });
  const then = made?.then;
  if (typeof then === 'function') {
    run.running += 1;
    then.call(made, (value) => {
      run.value = value;
      if (value !== null && value !== undefined) output.write(value);
      if (end) output.end();
      process.nextTick(run.onPartEnd);
    }, (error) => {
      output.destroy(error);
      process.nextTick(run.onPartEnd, error);
    });
  } else if (isIterable(made, 'async')) {
    run.running += 1;
    pump(made, output, run.onPartEnd, end);
  } else {
    throw invalidReturnValue('AsyncIterable or Promise', 'destination', made);
  }
  run.lastCleanups.push(run.destroyWhenFailed(output, false, true));
  return output;
}

function intoStream(source, stream, { run, isLast, end }) {
  if (isReadableNodeStream(source)) {
    run.running += 2;
    const stopListening = pipe(source, stream, run.onPartEnd, end);
    if (isReadable(stream) && isLast) run.lastCleanups.push(stopListening);
  } else if (isIterable(source)) {
    run.running += 1;
    pump(source, stream, run.onPartEnd, end);
  } else {
    throw invalidArgType('val', ['Readable', 'Iterable', 'AsyncIterable'], source);
  }
  return stream;
}

function pipe(source, target, onPartEnd, end) {
  let ended = false;
  target.on('close', () => {
    if (!ended) onPartEnd(prematureClose());
  });
  source.pipe(target, { end: false });
  if (end) {
    const endTarget = () => {
      ended = true;
      target.end();
    };
    if (isReadableFinished(source)) process.nextTick(endTarget);
    else source.once('end', endTarget);
  } else {
    onPartEnd();
  }
  finished(source, { readable: true, writable: false }, (error) => {
    const state = source._readableState;
    if (error && isPremature(error) && state && state.ended && !state.errored && !state.errorEmitted) {
      // Closed after its last chunk came in, but before it was read: the end is still to come.
      source.once('end', onPartEnd).once('error', onPartEnd);
    } else {
      onPartEnd(error);
    }
  });
  return finished(target, { readable: false, writable: true }, onPartEnd);
}

/** Writes what an iterable yields. */
async function pump(iterable, target, onPartEnd, end) {
  let error;
  let wake = null;
  const resume = (reason) => {
    if (reason) error = reason;
    if (wake) {
      const callback = wake;
      wake = null;
      callback();
    }
  };
  const drained = () => new Promise((resolve, reject) => {
    if (error) {
      reject(error);
      return;
    }
    wake = () => {
      if (error) reject(error);
      else resolve();
    };
  });
  target.on('drain', resume);
  const stopListening = finished(target, { readable: false }, resume);
  try {
    if (target.writableNeedDrain) await drained();
    for await (const chunk of iterable) {
      if (!target.write(chunk)) await drained();
    }
    if (end) target.end();
    await drained();
    onPartEnd();
  } catch (reason) {
    onPartEnd(error !== reason ? combined(error, reason) : reason);
  } finally {
    stopListening();
    target.off('drain', resume);
  }
}

module.exports = { pipeline, pipelinePromise };
