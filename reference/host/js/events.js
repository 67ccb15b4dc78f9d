// node:events: EventEmitter and the static functions around it.
//
// Listeners run inside emit(), hence in the context of whoever called emit(). `_events` maps a name to one listener
// or to an array of them; arrays are copied before they are walked, so a listener may change the list.
'use strict';

const { codedError, invalidArgType, outOfRange, validateBoolean, validateFunction } =
  require('./errors.js');
const { kMaxEventTargetListeners } = require('./symbols.js');
const { addPlainly, bindListener, quick } = require('native:host');

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
const kRejection = Symbol.for('nodejs.rejection');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');

const limits = { standard: 10 };  // of listeners per event

function inspect(value, options) {
  return require('native:util').inspect(value, options);
}

function hide(object, name, value) {
  Object.defineProperty(object, name, { value, writable: true, enumerable: false, configurable: true });
}

function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}

module.exports = EventEmitter;
Object.assign(EventEmitter, require('./event_functions.js'));
EventEmitter.EventEmitter = EventEmitter;

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;
Object.defineProperty(EventEmitter.prototype, kCapture, { value: false, writable: true, enumerable: false });

EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;
Object.defineProperty(EventEmitter, 'captureRejections', {
  get() { return EventEmitter.prototype[kCapture]; },
  set(value) {
    validateBoolean(value, 'EventEmitter.captureRejections');
    EventEmitter.prototype[kCapture] = value;
  },
  enumerable: true,
});
Object.defineProperty(EventEmitter, 'EventEmitterAsyncResource', {
  get() { return require('./event_emitter_async_resource.js').EventEmitterAsyncResource; },
  enumerable: true,
  configurable: true,
});
EventEmitter.errorMonitor = kErrorMonitor;
Object.defineProperty(EventEmitter, 'defaultMaxListeners', {
  get() { return limits.standard; },
  set(value) {
    requireListenerLimit('defaultMaxListeners', value);
    limits.standard = value;
  },
  enumerable: true,
});

function requireListenerLimit(name, value) {
  if (typeof value !== 'number' || !(value >= 0)) throw outOfRange(name, 'a non-negative number', value);
}

EventEmitter.setMaxListeners = (n = limits.standard, ...targets) => {
  requireListenerLimit('n', n);
  if (targets.length === 0) {
    limits.standard = n;
    return;
  }
  for (const target of targets) {
    if (target instanceof EventTarget) {
      target[kMaxEventTargetListeners] = n;
      target[kMaxEventTargetListenersWarned] = false;
    } else if (target && typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw invalidArgType('eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
  }
};
hide(EventEmitter.setMaxListeners, 'name', '');

EventEmitter.init = quick('init', function(options) {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (options && options.captureRejections) {
    validateBoolean(options.captureRejections, 'options.captureRejections');
    this[kCapture] = Boolean(options.captureRejections);
  } else {
    this[kCapture] = EventEmitter.prototype[kCapture];
  }
}, kCapture, EventEmitter.prototype);

EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  requireListenerLimit('n', n);
  this._maxListeners = n;
  return this;
};

function limitOf(emitter) {
  return emitter._maxListeners === undefined ? limits.standard : emitter._maxListeners;
}

EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return limitOf(this);
};

/** Throws what emit('error', ...) throws when nobody listens. */
function throwUnhandled(args) {
  const reason = args.length > 0 ? args[0] : undefined;
  if (reason instanceof Error) throw reason;
  let text;
  try {
    text = inspect(reason);
  } catch {
    text = reason;
  }
  const error = codedError(Error, 'ERR_UNHANDLED_ERROR',
                           reason === undefined && args.length === 0 ? 'Unhandled error. (undefined)' :
                             `Unhandled error. (${text})`, throwUnhandled);
  error.context = reason;
  throw error;
}

/** With captureRejections: a promise a listener returned reports its rejection to the emitter. */
function watchResult(emitter, result, type, args) {
  if (!emitter[kCapture]) return;
  try {
    const then = result.then;
    if (typeof then === 'function') {
      then.call(result, undefined, (reason) => {
        process.nextTick(reportRejection, emitter, reason, type, args);
      });
    }
  } catch (error) {
    emitter.emit('error', error);
  }
}

function reportRejection(emitter, reason, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](reason, type, ...args);
    return;
  }
  // An 'error' listener that rejects must not be asked again for its own rejection.
  const before = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', reason);
  } finally {
    emitter[kCapture] = before;
  }
}

EventEmitter.prototype.emit = quick('emit', function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined) this.emit(kErrorMonitor, ...args);
    if (events === undefined || events.error === undefined) throwUnhandled(args);
  } else if (events === undefined) {
    return false;
  }
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    const result = handler.apply(this, args);
    if (result !== undefined && result !== null) watchResult(this, result, type, args);
    return true;
  }
  for (const listener of handler.slice()) {
    const result = listener.apply(this, args);
    if (result !== undefined && result !== null) watchResult(this, result, type, args);
  }
  return true;
}, kCapture, watchResult);

function warnAboutLeak(emitter, type, count) {
  const warning = new Error(
    'Possible EventEmitter memory leak detected. ' +
    `${count} ${String(type)} listeners added to ${inspect(emitter, { depth: -1 })}. ` +
    'Use emitter.setMaxListeners() to increase limit');
  warning.name = 'MaxListenersExceededWarning';
  warning.emitter = emitter;
  warning.type = type;
  warning.count = count;
  process.emitWarning(warning);
}

function addTo(emitter, type, listener, prepend) {
  validateFunction(listener, 'listener');
  let events = emitter._events;
  if (events === undefined) {
    events = emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else if (events.newListener !== undefined) {
    // Announced before it is added, so that a newListener listener never hears of itself.
    emitter.emit('newListener', type, listener.listener ? listener.listener : listener);
    events = emitter._events;
  }
  listener = bindListener(listener);
  const existing = events[type];
  if (existing === undefined) {
    events[type] = listener;
    emitter._eventsCount += 1;
    return emitter;
  }
  let list = existing;
  if (typeof existing === 'function') {
    list = events[type] = prepend ? [listener, existing] : [existing, listener];
  } else if (prepend) {
    list.unshift(listener);
  } else {
    list.push(listener);
  }
  const limit = limitOf(emitter);
  if (limit > 0 && list.length > limit && !list.warned) {
    hide(list, 'warned', true);
    warnAboutLeak(emitter, type, list.length);
  }
  return emitter;
}

EventEmitter.prototype.addListener = quick('on', function addListener(type, listener) {
  return addTo(this, type, listener, false);
}, limits);
EventEmitter.prototype.on = EventEmitter.prototype.addListener;
EventEmitter.prototype.prependListener = function prependListener(type, listener) {
  if (addPlainly(this, type, listener, true, limits.standard)) return this;
  return addTo(this, type, listener, true);
};

/** A listener that removes itself before it calls `listener`; `.listener` names the original. */
function onceWrapper(emitter, type, listener) {
  let fired = false;
  const wrapper = function onceWrapper(...args) {
    if (fired) return undefined;
    emitter.removeListener(type, wrapper);
    fired = true;
    return listener.apply(emitter, args);
  }.bind(undefined);
  wrapper.listener = listener;
  return wrapper;
}

EventEmitter.prototype.once = quick('once', function once(type, listener) {
  validateFunction(listener, 'listener');
  this.on(type, onceWrapper(this, type, listener));
  return this;
});
EventEmitter.prototype.prependOnceListener = function prependOnceListener(type, listener) {
  validateFunction(listener, 'listener');
  this.prependListener(type, onceWrapper(this, type, listener));
  return this;
};

/** Forgets the name `type`; the table is replaced by a fresh one with the last name. */
function forget(emitter, type) {
  emitter._eventsCount -= 1;
  if (emitter._eventsCount === 0) emitter._events = { __proto__: null };
  else delete emitter._events[type];
}

EventEmitter.prototype.removeListener = quick('removeListener', function removeListener(type, listener) {
  validateFunction(listener, 'listener');
  const events = this._events;
  const list = events === undefined ? undefined : events[type];
  if (list === undefined) return this;
  if (list === listener || list.listener === listener) {
    const announce = events.removeListener !== undefined;
    forget(this, type);
    if (announce) this.emit('removeListener', type, list.listener || listener);
    return this;
  }
  if (typeof list === 'function') return this;
  let position = list.length - 1;
  while (position >= 0 && list[position] !== listener && list[position].listener !== listener) position -= 1;
  if (position < 0) return this;
  list.splice(position, 1);
  if (list.length === 1) events[type] = list[0];
  if (events.removeListener !== undefined) this.emit('removeListener', type, listener);
  return this;
});
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

EventEmitter.prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  if (events.removeListener === undefined) {
    if (arguments.length === 0) {
      this._events = { __proto__: null };
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      forget(this, type);
    }
    return this;
  }
  if (arguments.length === 0) {
    for (const name of Reflect.ownKeys(events)) {
      if (name !== 'removeListener') this.removeAllListeners(name);
    }
    this.removeAllListeners('removeListener');
    this._events = { __proto__: null };
    this._eventsCount = 0;
    return this;
  }
  const list = events[type];
  if (typeof list === 'function') {
    this.removeListener(type, list);
  } else if (list !== undefined) {
    for (let i = list.length - 1; i >= 0; i--) this.removeListener(type, list[i]);
  }
  return this;
};

function listenersOf(emitter, type, unwrap) {
  const list = emitter._events === undefined ? undefined : emitter._events[type];
  if (list === undefined) return [];
  const all = typeof list === 'function' ? [list] : list.slice();
  return unwrap ? all.map((listener) => listener.listener || listener) : all;
}

EventEmitter.prototype.listeners = function listeners(type) {
  return listenersOf(this, type, true);
};
EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type, false);
};

const listenerCount = quick('listenerCount', function listenerCount(type, listener) {
  if (listener == null) {
    const list = this._events === undefined ? undefined : this._events[type];
    if (list === undefined) return 0;
    return typeof list === 'function' ? 1 : list.length;
  }
  const all = listenersOf(this, type, false);
  return all.filter((one) => one === listener || one.listener === listener).length;
});
EventEmitter.prototype.listenerCount = listenerCount;
EventEmitter.listenerCount = (emitter, type) => {
  return typeof emitter.listenerCount === 'function' ? emitter.listenerCount(type) :
    listenerCount.call(emitter, type);
};
hide(EventEmitter.listenerCount, 'name', '');

EventEmitter.prototype.eventNames = function eventNames() {
  return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
};

Object.defineProperty(EventEmitter, 'kMaxEventTargetListeners', { value: kMaxEventTargetListeners });
Object.defineProperty(EventEmitter, 'kMaxEventTargetListenersWarned', { value: kMaxEventTargetListenersWarned });
