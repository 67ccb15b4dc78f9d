// Readable.from and Duplex.from: streams made from iterables, promises, functions and other streams.
'use strict';

const { AbortError, invalidArgType } = require('./errors.js');
const { destroyAny } = require('./stream_destroy.js');
const { invalidReturnValue, nullValues } = require('./stream_errors.js');
const { finished } = require('./stream_finished.js');
const {
  isDestroyed, isDuplexNodeStream, isIterable, isNodeStream, isReadable, isReadableNodeStream, isWritable,
  isWritableNodeStream,
} = require('./stream_state.js');

/** A Readable of what an iterable yields. Text and buffers are one chunk. */
function from(Readable, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...options,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }
  const isAsync = isIterable(iterable, 'async');
  if (!isAsync && !isIterable(iterable, 'sync')) throw invalidArgType('iterable', 'Iterable', iterable);
  const iterator = isAsync ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  let busy = false;
  readable._read = () => {
    if (busy) return;
    busy = true;
    pushAll();
  };
  readable._destroy = (error, callback) => {
    close(error).then(() => process.nextTick(callback, error),
                      (failure) => process.nextTick(callback, failure || error));
  };

  async function close(error) {
    if (error !== undefined && error !== null && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  async function pushAll() {
    try {
      while (busy) {
        const { value, done } = isAsync ? await iterator.next() : iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        const chunk = value && typeof value.then === 'function' ? await value : value;
        if (chunk === null) {
          busy = false;
          throw nullValues();
        }
        if (!readable.push(chunk)) busy = false;
      }
    } catch (error) {
      readable.destroy(error);
    }
  }
  return readable;
}

/** A Duplex of: a stream, a pair { readable, writable }, an iterable, an async function, a promise. */
function duplexFrom(Duplex, body, name = 'body') {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return pairUp(Duplex, { readable: body });
  if (isWritableNodeStream(body)) return pairUp(Duplex, { writable: body });
  if (isNodeStream(body)) return pairUp(Duplex, { readable: false, writable: false });
  if (typeof body === 'function') return fromFunction(Duplex, body, name);
  if (isIterable(body)) return from(Duplex, body, { objectMode: true, writable: false });
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    const side = (stream, isRight) => (stream && !isRight(stream) ? duplexFrom(Duplex, stream) : stream);
    return pairUp(Duplex, {
      readable: side(body.readable, isReadableNodeStream), writable: side(body.writable, isWritableNodeStream) });
  }
  if (typeof body?.then === 'function') return fromPromise(Duplex, body);
  throw invalidArgType(name, ['Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable',
                              'Function', '{ readable, writable } pair', 'Promise'], body);
}

/** Made by an async function of what is written: a generator gives chunks, a plain one ends without any. */
function fromFunction(Duplex, body, name) {
  const input = writtenChunks();
  const value = body(input.chunks, { signal: input.signal });
  if (isIterable(value)) {
    return from(Duplex, value, { objectMode: true, write: input.write, final: input.final, destroy: input.destroy });
  }
  if (typeof value?.then !== 'function') {
    throw invalidReturnValue('Iterable, AsyncIterable or AsyncFunction', name, value);
  }
  let duplex;
  const settled = value.then((result) => {
    if (result !== null && result !== undefined) throw invalidReturnValue('nully', 'body', result);
  }, (error) => destroyAny(duplex, error));
  duplex = new Duplex({
    objectMode: true,
    readable: false,
    write: input.write,
    final(callback) {
      input.final(async () => {
        try {
          await settled;
          process.nextTick(callback, null);
        } catch (error) {
          process.nextTick(callback, error);
        }
      });
    },
    destroy: input.destroy,
  });
  return duplex;
}

/** The methods of a writing side whose chunks an async iterable hands out one by one. */
function writtenChunks() {
  const controller = new AbortController();
  const { signal } = controller;
  let deliver;
  let pending = new Promise((resolve) => { deliver = resolve; });
  const hand = (what) => {
    const resolve = deliver;
    deliver = null;
    resolve(what);
  };
  async function* chunks() {
    while (true) {
      const waiting = pending;
      pending = null;
      const { chunk, done, callback } = await waiting;
      process.nextTick(callback);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      pending = new Promise((resolve) => { deliver = resolve; });
      yield chunk;
    }
  }
  return {
    chunks: chunks(),
    signal,
    write(chunk, encoding, callback) { hand({ chunk, done: false, callback }); },
    final(callback) { hand({ done: true, callback }); },
    destroy(error, callback) {
      controller.abort();
      callback(error);
    },
  };
}

function fromPromise(Duplex, body) {
  const duplex = new Duplex({ objectMode: true, writable: false, read() {} });
  body.then((value) => {
    if (value !== null && value !== undefined) duplex.push(value);
    duplex.push(null);
  }, (error) => destroyAny(duplex, error));
  return duplex;
}

/** One Duplex over a source and a target that know nothing of each other. */
function pairUp(Duplex, pair) {
  const source = pair.readable && typeof pair.readable.read !== 'function' ?
    require('stream').Readable.wrap(pair.readable) : pair.readable;
  const target = pair.writable;
  let canRead = Boolean(isReadable(source));
  let canWrite = Boolean(isWritable(target));
  let onDrain, onFinish, onReadable, onClose;

  const duplex = new Duplex({
    readableObjectMode: Boolean(source?.readableObjectMode),
    writableObjectMode: Boolean(target?.writableObjectMode),
    readable: canRead,
    writable: canWrite,
  });
  const sideEnded = (error) => {
    const callback = onClose;
    onClose = null;
    if (callback) callback(error);
    else if (error) duplex.destroy(error);
    else if (!canRead && !canWrite) duplex.destroy();
  };

  if (canWrite) {
    finished(target, (error) => {
      canWrite = false;
      if (error) destroyAny(source, error);
      sideEnded(error);
    });
    duplex._write = (chunk, encoding, callback) => {
      if (target.write(chunk, encoding)) callback();
      else onDrain = callback;
    };
    duplex._final = (callback) => {
      target.end();
      onFinish = callback;
    };
    target.on('drain', () => {
      const callback = onDrain;
      onDrain = null;
      if (callback) callback();
    });
    target.on('finish', () => {
      const callback = onFinish;
      onFinish = null;
      if (callback) callback();
    });
  }
  if (canRead) {
    finished(source, (error) => {
      canRead = false;
      if (error) destroyAny(source, error);
      sideEnded(error);
    });
    source.on('readable', () => {
      const readAgain = onReadable;
      onReadable = null;
      if (readAgain) readAgain();
    });
    source.on('end', () => duplex.push(null));
    duplex._read = () => {
      while (true) {
        const chunk = source.read();
        if (chunk === null) {
          onReadable = duplex._read;
          return;
        }
        if (!duplex.push(chunk)) return;
      }
    };
  }
  duplex._destroy = (reason, callback) => {
    const error = reason || onClose === null ? reason : new AbortError();
    onReadable = onDrain = onFinish = null;
    if (onClose === null) {
      callback(error);
      return;
    }
    onClose = callback;
    destroyAny(target, error);
    destroyAny(source, error);
    if (isDestroyed(target) === null && isDestroyed(source) === null) callback(error);
  };
  return duplex;
}

module.exports = { duplexFrom, from };
