// The class Stream: an event emitter with the oldest pipe(), and the base of all streams.
'use strict';

const EventEmitter = require('events');

function Stream(options) {
  EventEmitter.call(this, options);
}
Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Stream, EventEmitter);

/** Passes on 'data', 'end' and 'close'; slows the source down when the target is full. */
Stream.prototype.pipe = function pipe(target, options) {
  const source = this;
  let over = false;
  const onData = (chunk) => {
    if (target.writable && target.write(chunk) === false && source.pause) source.pause();
  };
  const onDrain = () => {
    if (source.readable && source.resume) source.resume();
  };
  const onEnd = () => {
    if (over) return;
    over = true;
    target.end();
  };
  const onClose = () => {
    if (over) return;
    over = true;
    if (typeof target.destroy === 'function') target.destroy();
  };
  function onError(error) {
    cleanUp();
    if (EventEmitter.listenerCount(this, 'error') === 0) this.emit('error', error);
  }
  const ownEvents = [[source, 'data', onData], [target, 'drain', onDrain]];
  // stdout and stderr are never ended.
  if (!target._isStdio && (!options || options.end !== false)) {
    ownEvents.push([source, 'end', onEnd], [source, 'close', onClose]);
  }
  function cleanUp() {
    for (const [emitter, name, listener] of ownEvents) emitter.removeListener(name, listener);
  }
  for (const [emitter, name, listener] of ownEvents) emitter.on(name, listener);
  prependListener(source, 'error', onError);
  prependListener(target, 'error', onError);
  ownEvents.push([source, 'error', onError], [target, 'error', onError], [source, 'end', cleanUp],
                 [source, 'close', cleanUp], [target, 'close', cleanUp]);
  source.on('end', cleanUp);
  source.on('close', cleanUp);
  target.on('close', cleanUp);
  target.emit('pipe', source);
  return target;
};

Stream.prototype.eventNames = function eventNames() {
  const names = [];
  for (const key of Reflect.ownKeys(this._events)) {
    if (typeof this._events[key] === 'function' || (Array.isArray(this._events[key]) && this._events[key].length > 0)) {
      names.push(key);
    }
  }
  return names;
};

/** Puts a listener first, also on emitters that are not ours. */
function prependListener(emitter, name, listener) {
  if (typeof emitter.prependListener === 'function') emitter.prependListener(name, listener);
  else emitter.on(name, listener);
}

const defaultMarks = { bytes: 16 * 1024, objects: 16 };

function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaultMarks.objects : defaultMarks.bytes;
}

function setDefaultHighWaterMark(objectMode, value) {
  require('./errors.js').validateInteger(value, 'value', 0);
  defaultMarks[objectMode ? 'objects' : 'bytes'] = value;
}

/** The high water mark of an option, or of the other side's, or the default for the mode. */
function highWaterMark(state, options, ownKey, isDuplex) {
  let mark = options.highWaterMark;
  if (isDuplex && (mark === undefined || mark === null)) mark = options[ownKey];
  if (mark === undefined || mark === null) return getDefaultHighWaterMark(state.objectMode);
  if (!Number.isInteger(mark) || mark < 0) {
    throw require('./errors.js').invalidArgValue(`options.${isDuplex ? ownKey : 'highWaterMark'}`, mark);
  }
  return Math.floor(mark);
}

module.exports = { Stream, getDefaultHighWaterMark, highWaterMark, prependListener, setDefaultHighWaterMark };
