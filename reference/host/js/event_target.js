// EventTarget. Listeners run inside dispatchEvent(), hence in the context of whoever dispatches.
//
// The listeners of a type form a linked list: one added during a dispatch is still called by it unless the last one is
// running already, which is what Node does.
'use strict';

const { bindListener, makeEnumerable } = require('native:host');
const { kInspect, kIsBeingDispatched, kMaxEventTargetListeners, kStop, kTarget } = require('./symbols.js');

// Loaded when something is wrong: most threads never need them.
const errors = () => require('./errors.js');

const kResistStopPropagation = Symbol('kResistStopPropagation');
// Methods that a derived class may have: told how many listeners of a type there are now.
const kListenerAdded = Symbol('kListenerAdded');
const kListenerRemoved = Symbol('kListenerRemoved');
// Option of a listener that is called with a bare value where others get an event; see emitValue.
const kTakesValue = Symbol('kTakesValue');
// The options of most listeners of a port, and what readOptions() makes of them.
const kForValues = { [kTakesValue]: true };
const kReadForValues = {
  once: false, capture: false, passive: false, signal: undefined, resists: false, takesValue: true,
};

// What only code inside the class can tell; set by its static block.
let isTarget;
let listenersOf;
let typesOf;
let emitValue;
let forgetListeners;

/** One listener in the list of its type. */
class Listener {
  constructor(previous, listener, options) {
    this.listener = listener;
    this.callback = typeof listener === 'function' ? bindListener(listener) : undefined;
    this.once = options.once;
    this.capture = options.capture;
    this.passive = options.passive;
    this.resists = options.resists;
    this.takesValue = options.takesValue;
    this.removed = false;
    this.next = undefined;
    this.previous = previous;
    previous.next = this;
  }

  same(listener, capture) {
    return this.listener === listener && this.capture === capture;
  }

  remove() {
    this.removed = true;
    this.previous.next = this.next;
    if (this.next !== undefined) this.next.previous = this.previous;
  }

  call(target, event) {
    if (this.callback !== undefined) return this.callback.call(target, event);
    if (this.listener.handleEvent) return this.listener.handleEvent(event);
    return undefined;
  }
}

/** Whether it may be added; null and undefined are ignored, other primitives refused. */
function isListener(listener) {
  if (typeof listener === 'function' || (typeof listener === 'object' && listener !== null)) return true;
  if (listener === null || listener === undefined) return false;
  throw errors().invalidArgType('listener', 'EventListener', listener);
}

function readOptions(options) {
  if (options === kForValues) return kReadForValues;
  if (typeof options === 'boolean') return { capture: options };
  if (options === null || options === undefined) return { capture: false };
  errors().validateObject(options, 'options', { callable: true });
  return {
    once: Boolean(options.once),
    capture: Boolean(options.capture),
    passive: Boolean(options.passive),
    signal: options.signal,
    resists: Boolean(options[kResistStopPropagation]),
    takesValue: Boolean(options[kTakesValue]),
  };
}

/** An error nobody can catch becomes an uncaughtException in a tick of its own. */
function throwLater(error) {
  process.nextTick(() => { throw error; });
}

function watchResult(result) {
  if (result === undefined || result === null) return;
  const then = result.then;
  if (typeof then === 'function') then.call(result, undefined, throwLater);
}

class EventTarget {
  #lists = new Map();

  addEventListener(type, listener, options = undefined) {
    if (!isTarget(this)) throw errors().invalidThis('EventTarget');
    if (arguments.length < 2) throw errors().missingArgs('type', 'listener');
    const read = readOptions(options);
    if (read.signal !== undefined) errors().validateAbortSignal(read.signal, 'options.signal');
    if (!isListener(listener)) {
      this.#warnAboutNothing(type, listener);
      return;
    }
    type = `${type}`;
    if (read.signal) {
      if (read.signal.aborted) return;
      read.signal.addEventListener('abort', () => this.removeEventListener(type, listener, options),
                                   { once: true });
    }
    let list = this.#lists.get(type);
    if (list === undefined) {
      list = { size: 0, warned: false, next: undefined };
      this.#lists.set(type, list);
    }
    let last = list;
    while (last.next !== undefined) {
      last = last.next;
      if (last.same(listener, read.capture)) return;
    }
    new Listener(last, listener, read);
    list.size += 1;
    this.#checkLimit(type, list);
    if (this[kListenerAdded] !== undefined) this[kListenerAdded](type, list.size);
  }

  removeEventListener(type, listener, options = undefined) {
    if (!isTarget(this)) throw errors().invalidThis('EventTarget');
    if (arguments.length < 2) throw errors().missingArgs('type', 'listener');
    if (!isListener(listener)) return;
    type = `${type}`;
    const capture = typeof options === 'boolean' ? options : Boolean(options && options.capture);
    const list = this.#lists.get(type);
    if (list === undefined) return;
    for (let one = list.next; one !== undefined; one = one.next) {
      if (!one.same(listener, capture)) continue;
      this.#drop(type, list, one);
      return;
    }
  }

  dispatchEvent(event) {
    if (!isTarget(this)) throw errors().invalidThis('EventTarget');
    if (arguments.length < 1) throw errors().missingArgs('event');
    if (!(event instanceof require('./event.js').Event)) throw errors().invalidArgType('event', 'Event', event);
    if (event[kIsBeingDispatched]) {
      throw errors().codedError(Error, 'ERR_EVENT_RECURSION', `The event "${event.type}" is already being dispatched`);
    }
    event[kTarget] = this;
    event[kIsBeingDispatched] = true;
    this.#callListeners(event.type, event, () => event);
    event[kIsBeingDispatched] = false;
    return event.defaultPrevented !== true;
  }

  /** `makeEvent`: gives the event to listeners that take one; called for the first of them. */
  #callListeners(type, value, makeEvent) {
    const list = this.#lists.get(type);
    if (list === undefined) return;
    let event;
    let next;
    for (let one = list.next; one !== undefined; one = next) {
      next = one.next;
      if (event === undefined && !one.takesValue) event = makeEvent();
      if (one.removed || (event !== undefined && event[kStop] && !one.passive && !one.resists)) continue;
      if (one.once) this.#drop(type, list, one);
      try {
        watchResult(one.call(this, one.takesValue ? value : event));
      } catch (error) {
        throwLater(error);
      }
    }
  }

  #drop(type, list, listener) {
    listener.remove();
    list.size -= 1;
    if (list.size === 0) this.#lists.delete(type);
    if (this[kListenerRemoved] !== undefined) this[kListenerRemoved](type, list.size);
  }

  #checkLimit(type, list) {
    const own = this[kMaxEventTargetListeners];
    const limit = own === undefined ? require('./events.js').defaultMaxListeners : own;
    if (limit <= 0 || list.size <= limit || list.warned) return;
    list.warned = true;
    const shown = require('native:util').inspect(this, { depth: -1 });
    const warning = new Error(
      `Possible EventTarget memory leak detected. ${list.size} ${type} listeners added to ${shown}. ` +
      'Use events.setMaxListeners() to increase limit');
    warning.name = 'MaxListenersExceededWarning';
    warning.target = this;
    warning.type = type;
    warning.count = list.size;
    process.emitWarning(warning);
  }

  #warnAboutNothing(type, listener) {
    const warning = new Error(`addEventListener called with ${listener} which has no effect.`);
    warning.name = 'AddEventListenerArgumentTypeWarning';
    warning.target = this;
    warning.type = type;
    process.emitWarning(warning);
  }

  [kInspect](depth, options) {
    if (!isTarget(this)) throw errors().invalidThis('EventTarget');
    return depth < 0 ? this.constructor.name : `${this.constructor.name} {}`;
  }

  static {
    isTarget = (value) => value !== null && typeof value === 'object' && #lists in value;
    listenersOf = (target, type) => {
      const found = [];
      const list = target.#lists.get(type);
      for (let one = list && list.next; one !== undefined; one = one.next) found.push(one.listener);
      return found;
    };
    typesOf = (target) => [...target.#lists.keys()];
    /** Removes all listeners of a type without telling anybody. */
    forgetListeners = (target, type) => {
      const list = target.#lists.get(type);
      for (let one = list && list.next; one !== undefined; one = one.next) one.removed = true;
      target.#lists.delete(type);
    };
    /** Calls the listeners of a type: with `value`, or with an event that makeEvent() makes of it. */
    emitValue = (target, type, value, makeEvent) => {
      let event;
      target.#callListeners(type, value, () => {
        event = makeEvent();
        event[kTarget] = target;
        event[kIsBeingDispatched] = true;
        return event;
      });
      if (event !== undefined) event[kIsBeingDispatched] = false;
    };
  }
}

makeEnumerable(EventTarget.prototype);
Object.defineProperty(EventTarget.prototype, Symbol.toStringTag, { value: 'EventTarget', configurable: true });

module.exports = {
  EventTarget, emitValue, forgetListeners, kForValues, kListenerAdded, kListenerRemoved, kResistStopPropagation,
  kTakesValue, listenersOf, typesOf,
};
