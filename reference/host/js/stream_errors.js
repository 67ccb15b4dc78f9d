// The errors that only streams have. Each function makes one; the caller throws or reports it.
'use strict';

const { codedError, describeReceived } = require('./errors.js');

function streamDestroyed(method) {
  return codedError(Error, 'ERR_STREAM_DESTROYED', `Cannot call ${method} after a stream was destroyed`, streamDestroyed);
}

function prematureClose() {
  return codedError(Error, 'ERR_STREAM_PREMATURE_CLOSE', 'Premature close', prematureClose);
}

function writeAfterEnd() {
  return codedError(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end', writeAfterEnd);
}

function alreadyFinished(method) {
  return codedError(Error, 'ERR_STREAM_ALREADY_FINISHED', `Cannot call ${method} after a stream was finished`, alreadyFinished);
}

function nullValues() {
  return codedError(TypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream', nullValues);
}

function pushAfterEnd() {
  return codedError(Error, 'ERR_STREAM_PUSH_AFTER_EOF', 'stream.push() after EOF', pushAfterEnd);
}

function unshiftAfterEnd() {
  return codedError(Error, 'ERR_STREAM_UNSHIFT_AFTER_END_EVENT', 'stream.unshift() after end event', unshiftAfterEnd);
}

function cannotPipe() {
  return codedError(Error, 'ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable', cannotPipe);
}

function notImplemented(method) {
  return codedError(Error, 'ERR_METHOD_NOT_IMPLEMENTED', `The ${method} method is not implemented`, notImplemented);
}

function multipleCallback() {
  return codedError(Error, 'ERR_MULTIPLE_CALLBACK', 'Callback called multiple times', multipleCallback);
}

function unknownEncoding(name) {
  return codedError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${name}`, unknownEncoding);
}

function invalidReturnValue(expected, name, value) {
  return codedError(TypeError, 'ERR_INVALID_RETURN_VALUE',
                    `Expected ${expected} to be returned from the "${name}" function but got${describeReceived(value).replace(' Received', '')}.`,
                    invalidReturnValue);
}

/** One error for two that happened: the first when they are the same or the other is missing. */
function combined(inner, outer) {
  if (!inner || !outer || inner === outer) return inner || outer;
  if (Array.isArray(outer.errors)) {
    outer.errors.push(inner);
    return outer;
  }
  const both = new AggregateError([outer, inner], outer.message);
  both.code = outer.code;
  return both;
}

module.exports = {
  alreadyFinished, cannotPipe, combined, invalidReturnValue, multipleCallback, notImplemented, nullValues,
  prematureClose, pushAfterEnd, streamDestroyed, unknownEncoding, unshiftAfterEnd, writeAfterEnd,
};
