// node:stream: the classes of streams and the functions around them.
'use strict';

const { Stream, getDefaultHighWaterMark, setDefaultHighWaterMark } = require('./stream_legacy.js');
const { Duplex, PassThrough, Readable, Transform, Writable } = require('./stream_duplex.js');
const kPromisify = Symbol.for('nodejs.util.promisify.custom');

module.exports = Stream;

function addAbortSignal(signal, stream) {
  return require('./stream_signal.js').addAbortSignal(signal, stream);
}

function finished(stream, options, callback) {
  return arguments.length === 2 ? require('./stream_finished.js').finished(stream, options) :
    require('./stream_finished.js').finished(stream, options, callback);
}

function pipeline(...streams) {
  return require('./stream_pipeline.js').pipeline(...streams);
}

function destroy(stream, error) {
  require('./stream_destroy.js').destroyAny(stream, error);
}

const state = require('./stream_state.js');
Stream.isDestroyed = state.isDestroyed;
Stream.isDisturbed = state.isDisturbed;
Stream.isErrored = state.isErrored;
Stream.isReadable = state.isReadable;
Stream.isWritable = state.isWritable;
Stream.Readable = Readable;
Stream.Writable = Writable;
Stream.Duplex = Duplex;
Stream.Transform = Transform;
Stream.PassThrough = PassThrough;
Stream.pipeline = pipeline;
Stream.addAbortSignal = addAbortSignal;
Stream.finished = finished;
Stream.destroy = destroy;
Stream.compose = () => require('native:host').refuse('stream.compose');
Stream.setDefaultHighWaterMark = setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = getDefaultHighWaterMark;

Object.defineProperties(Stream, {
  promises: { get() { return require('stream/promises'); }, enumerable: true, configurable: true },
});
Object.defineProperty(pipeline, kPromisify, {
  get() { return require('stream/promises').pipeline; }, enumerable: true });
Object.defineProperty(finished, kPromisify, {
  get() { return require('stream/promises').finished; }, enumerable: true });

Stream.Stream = Stream;
Stream._isUint8Array = (value) => value instanceof Uint8Array;
Stream._uint8ArrayToBuffer = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

// Node's experimental operators.
for (const name of ['asIndexedPairs', 'compose', 'drop', 'every', 'filter', 'find', 'flatMap', 'forEach', 'map', 'reduce',
                    'some', 'take', 'toArray']) {
  Readable.prototype[name] = () => require('native:host').refuse(`stream.Readable.prototype.${name}`);
}
