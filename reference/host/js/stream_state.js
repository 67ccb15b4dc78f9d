// What can be asked about any stream, whoever made it: is it readable, finished, destroyed, ...
//
// A stream of ours has _readableState or _writableState or both. Others (HTTP messages, old streams) have only
// some of the properties; a question that they cannot answer gives null.
'use strict';

const kDestroyed = Symbol('kDestroyed');
const kIsDisturbed = Symbol('kIsDisturbed');
const kIsErrored = Symbol('kIsErrored');
const kIsReadable = Symbol('kIsReadable');

const isFunction = (value) => typeof value === 'function';

/** `strict`: it can be paused and resumed, too. */
function isReadableNodeStream(stream, strict = false) {
  if (!stream || !isFunction(stream.pipe) || !isFunction(stream.on)) return false;
  if (strict && !(isFunction(stream.pause) && isFunction(stream.resume))) return false;
  if (!stream._writableState) return true;
  return Boolean(stream._readableState) && stream._readableState.readable !== false;
}

function isWritableNodeStream(stream) {
  if (!stream || !isFunction(stream.write) || !isFunction(stream.on)) return false;
  return !stream._readableState || stream._writableState?.writable !== false;
}

function isDuplexNodeStream(stream) {
  return Boolean(stream && isFunction(stream.pipe) && stream._readableState && isFunction(stream.on) &&
    isFunction(stream.write));
}

function isNodeStream(value) {
  if (!value) return false;
  if (value._readableState || value._writableState) return true;
  return isFunction(value.on) && (isFunction(value.write) || isFunction(value.pipe));
}

/** `kind`: 'async', 'sync', or either of them. */
function isIterable(value, kind = undefined) {
  if (value === null || value === undefined) return false;
  if (kind !== 'sync' && isFunction(value[Symbol.asyncIterator])) return true;
  return kind !== 'async' && isFunction(value[Symbol.iterator]);
}

function isDestroyed(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  return Boolean(stream.destroyed || stream[kDestroyed] || state?.destroyed);
}

function isWritableEnded(stream) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableEnded === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  return typeof state?.ended === 'boolean' ? state.ended : null;
}

/** Not `strict`: one that has only its last event to emit counts as finished. */
function isWritableFinished(stream, strict = true) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableFinished === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  if (typeof state?.finished !== 'boolean') return null;
  return state.finished || (!strict && state.ended === true && state.length === 0);
}

function isReadableFinished(stream, strict = true) {
  if (!isReadableNodeStream(stream)) return null;
  const state = stream._readableState;
  if (state?.errored) return false;
  if (typeof state?.endEmitted !== 'boolean') return null;
  return state.endEmitted || (!strict && state.ended === true && state.length === 0);
}

function isReadable(stream) {
  if (stream && stream[kIsReadable] !== undefined && stream[kIsReadable] !== null) return stream[kIsReadable];
  if (typeof stream?.readable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isReadableNodeStream(stream) && stream.readable && !isReadableFinished(stream);
}

function isWritable(stream) {
  if (typeof stream?.writable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isWritableNodeStream(stream) && stream.writable && !isWritableEnded(stream);
}

/** Nothing more can be read from it or written to it. */
function isFinished(stream) {
  if (!isNodeStream(stream)) return null;
  return Boolean(isDestroyed(stream)) || !(isReadable(stream) || isWritable(stream));
}

/** The error of a side, or a false value. */
function writableErrorOf(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.writableErrored || (stream._writableState?.errored ?? null);
}

function readableErrorOf(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.readableErrored || (stream._readableState?.errored ?? null);
}

const isFlag = (value) => typeof value === 'boolean';

function isOutgoingMessage(stream) {
  return isFlag(stream._closed) && isFlag(stream._defaultKeepAlive) && isFlag(stream._removedConnection) &&
    isFlag(stream._removedContLen);
}

function isServerResponse(stream) {
  return isFlag(stream._sent100) && isOutgoingMessage(stream);
}

function isServerRequest(stream) {
  return isFlag(stream._consuming) && isFlag(stream._dumped) && stream.req?.upgradeOrConnect === undefined;
}

function isClientRequest(stream) {
  return Boolean(stream && stream.setHeader && isFunction(stream.abort));
}

function isClosed(stream) {
  if (!isNodeStream(stream)) return null;
  if (isFlag(stream.closed)) return stream.closed;
  const { _readableState: reading, _writableState: writing } = stream;
  if (isFlag(writing?.closed) || isFlag(reading?.closed)) return writing?.closed || reading?.closed;
  return isFlag(stream._closed) && isOutgoingMessage(stream) ? stream._closed : null;
}

/** It is not closed yet, and 'close' will tell when it is. */
function willEmitClose(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  if (!state) return isServerResponse(stream);
  return Boolean(state.autoDestroy && state.emitClose && state.closed === false);
}

function isDisturbed(stream) {
  return Boolean(stream && (stream[kIsDisturbed] ?? (stream.readableDidRead || stream.readableAborted)));
}

function isErrored(stream) {
  return Boolean(stream && (stream[kIsErrored] ?? stream.readableErrored ?? stream.writableErrored ??
    stream._readableState?.errorEmitted ?? stream._writableState?.errorEmitted ??
    stream._readableState?.errored ?? stream._writableState?.errored));
}

module.exports = {
  isClientRequest, isClosed, isDestroyed, isDisturbed, isDuplexNodeStream, isErrored, isFinished, isIterable,
  isNodeStream, isReadable, isReadableFinished, isReadableNodeStream, isServerRequest, isWritable,
  isWritableFinished, isWritableNodeStream, kDestroyed, kIsDisturbed, kIsErrored, kIsReadable, readableErrorOf,
  willEmitClose, writableErrorOf,
};
