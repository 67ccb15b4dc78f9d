// node:timers/promises: timers as promises. A promise is made in the caller's context, so that an await of it
// restores that context, whoever ends the timer.
'use strict';

const { AbortError, codedError, validateAbortSignal, validateBoolean, validateObject } =
  require('./errors.js');

const { safeFinally } = require('./safe_finally.js');
const timers = require('timers');

/** Checks { ref, signal }; throws what is wrong with them. */
function readOptions(options) {
  validateObject(options, 'options');
  const { signal, ref = true } = options;
  validateAbortSignal(signal, 'options.signal');
  validateBoolean(ref, 'options.ref');
  return { signal, ref };
}

function aborted(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

/** A promise for `value`, fulfilled by the handle that `start(done)` gives, undone by `stop(handle)`. */
function wait(options, value, start, stop) {
  let read;
  try {
    read = readOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  const { signal, ref } = read;
  if (signal && signal.aborted) return Promise.reject(aborted(signal));
  let onAbort;
  const promise = new Promise((resolve, reject) => {
    const handle = start(() => resolve(value));
    if (!ref) handle.unref();
    if (signal) {
      onAbort = () => {
        stop(handle);
        reject(aborted(signal));
      };
      signal.addEventListener('abort', onAbort);
    }
  });
  return onAbort === undefined ? promise :
    safeFinally(promise, () => signal.removeEventListener('abort', onAbort));
}

function setTimeout(delay, value, options = {}) {
  return wait(options, value, (done) => timers.setTimeout(done, delay), timers.clearTimeout);
}

function setImmediate(value, options = {}) {
  return wait(options, value, (done) => timers.setImmediate(done), timers.clearImmediate);
}

async function* setInterval(delay, value, options = {}) {
  const { signal, ref } = readOptions(options);
  if (signal && signal.aborted) throw aborted(signal);
  let onAbort;
  let interval;
  let notYielded = 0;
  let wake;
  try {
    interval = timers.setInterval(() => {
      notYielded += 1;
      if (wake) {
        wake();
        wake = undefined;
      }
    }, delay);
    if (!ref) interval.unref();
    if (signal) {
      onAbort = () => {
        timers.clearInterval(interval);
        if (wake) {
          wake(Promise.reject(aborted(signal)));
          wake = undefined;
        }
      };
      signal.addEventListener('abort', onAbort, { once: true });
    }
    while (!(signal && signal.aborted)) {
      if (notYielded === 0) await new Promise((resolve) => { wake = resolve; });
      for (; notYielded > 0; notYielded--) yield value;
    }
    throw aborted(signal);
  } finally {
    timers.clearInterval(interval);
    if (signal) signal.removeEventListener('abort', onAbort);
  }
}

const kScheduler = Symbol('kScheduler');

/** scheduler.wait and scheduler.yield. */
class Scheduler {
  constructor() {
    throw codedError(TypeError, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
  }

  yield() {
    requireScheduler(this);
    return setImmediate();
  }

  wait(delay, options) {
    requireScheduler(this);
    return setTimeout(delay, undefined, { signal: options && options.signal });
  }
}

function requireScheduler(value) {
  if (!value[kScheduler]) throw require('./errors.js').invalidThis('Scheduler');
}

const scheduler = Object.create(Scheduler.prototype);
scheduler[kScheduler] = true;

module.exports = { setTimeout, setImmediate, setInterval, scheduler };
