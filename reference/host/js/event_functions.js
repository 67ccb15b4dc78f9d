// The static functions of node:events that wait for events: once, on, and what looks at emitters and
// EventTargets alike.
'use strict';

const { AbortError, invalidArgType, validateAbortSignal, validateFunction } = require('./errors.js');
const { kMaxEventTargetListeners } = require('./symbols.js');

/** Adds to an EventEmitter or an EventTarget. */
function listen(target, name, listener, options = undefined) {
  if (typeof target.on === 'function') {
    if (options && options.once) target.once(name, listener);
    else target.on(name, listener);
  } else if (typeof target.addEventListener === 'function') {
    target.addEventListener(name, listener, options);
  } else {
    throw invalidArgType('emitter', 'EventEmitter', target);
  }
}

function unlisten(target, name, listener) {
  if (typeof target.removeListener === 'function') target.removeListener(name, listener);
  else if (typeof target.removeEventListener === 'function') target.removeEventListener(name, listener);
  else throw invalidArgType('emitter', 'EventEmitter', target);
}

async function once(emitter, name, options = {}) {
  const signal = options ? options.signal : undefined;
  validateAbortSignal(signal, 'options.signal');
  if (signal && signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
  return new Promise((resolve, reject) => {
    const stop = () => {
      unlisten(emitter, name, onEvent);
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal) unlisten(signal, 'abort', onAbort);
    };
    const onError = (error) => {
      emitter.removeListener(name, onEvent);
      if (signal) unlisten(signal, 'abort', onAbort);
      reject(error);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal) unlisten(signal, 'abort', onAbort);
      resolve(args);
    };
    const onAbort = () => {
      stop();
      reject(new AbortError(undefined, { cause: signal.reason }));
    };
    listen(emitter, name, onEvent, { once: true });
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal) listen(signal, 'abort', onAbort, { once: true });
  });
}

const asyncIteratorPrototype =
  Object.getPrototypeOf(Object.getPrototypeOf(async function*() {}).prototype);

function on(emitter, event, options) {
  const signal = options ? options.signal : undefined;
  validateAbortSignal(signal, 'options.signal');
  if (signal && signal.aborted) throw new AbortError(undefined, { cause: signal.reason });

  const waitingEvents = [];
  const waitingReaders = [];
  let error = null;
  let finished = false;

  const onEvent = (...args) => {
    if (waitingReaders.length > 0) waitingReaders.shift().resolve({ value: args, done: false });
    else waitingEvents.push(args);
  };
  const onError = (reason) => {
    finished = true;
    if (waitingReaders.length > 0) waitingReaders.shift().reject(reason);
    else error = reason;
    iterator.return();
  };
  const onAbort = () => {
    onError(new AbortError(undefined, { cause: signal.reason }));
  };

  const iterator = Object.setPrototypeOf({
    next() {
      if (waitingEvents.length > 0) return Promise.resolve({ value: waitingEvents.shift(), done: false });
      if (error) {
        const rejected = Promise.reject(error);
        error = null;
        return rejected;
      }
      if (finished) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => waitingReaders.push({ resolve, reject }));
    },
    return() {
      unlisten(emitter, event, onEvent);
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal) unlisten(signal, 'abort', onAbort);
      finished = true;
      for (const reader of waitingReaders) reader.resolve({ value: undefined, done: true });
      return Promise.resolve({ value: undefined, done: true });
    },
    throw(reason) {
      if (!reason || !(reason instanceof Error)) {
        throw invalidArgType('EventEmitter.AsyncIterator', 'Error', reason);
      }
      error = reason;
      unlisten(emitter, event, onEvent);
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
    },
    [Symbol.asyncIterator]() { return this; },
  }, asyncIteratorPrototype);

  listen(emitter, event, onEvent);
  if (event !== 'error' && typeof emitter.on === 'function') emitter.on('error', onError);
  if (signal) listen(signal, 'abort', onAbort, { once: true });
  return iterator;
}

function getEventListeners(emitterOrTarget, type) {
  if (typeof emitterOrTarget.listeners === 'function') return emitterOrTarget.listeners(type);
  if (emitterOrTarget instanceof EventTarget) {
    return require('./event_target.js').listenersOf(emitterOrTarget, type);
  }
  throw invalidArgType('emitter', ['EventEmitter', 'EventTarget'], emitterOrTarget);
}

function getMaxListeners(emitterOrTarget) {
  if (emitterOrTarget && typeof emitterOrTarget.getMaxListeners === 'function') {
    return emitterOrTarget.getMaxListeners();
  }
  if (emitterOrTarget instanceof EventTarget) {
    const own = emitterOrTarget[kMaxEventTargetListeners];
    return own === undefined ? require('./events.js').defaultMaxListeners : own;
  }
  throw invalidArgType('emitter', ['EventEmitter', 'EventTarget'], emitterOrTarget);
}

/** Calls `listener` when `signal` is or becomes aborted, whatever other listeners stop. */
function addAbortListener(signal, listener) {
  if (signal === undefined) throw invalidArgType('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  let removeListener;
  if (signal.aborted) {
    queueMicrotask(() => listener());
  } else {
    signal.addEventListener('abort', listener, {
      once: true, [require('./event_target.js').kResistStopPropagation]: true });
    removeListener = () => signal.removeEventListener('abort', listener);
  }
  return {
    __proto__: null,
    [Symbol.dispose || Symbol.for('nodejs.dispose')]() {
      if (removeListener) removeListener();
    },
  };
}

module.exports = { addAbortListener, once, on, getEventListeners, getMaxListeners };
