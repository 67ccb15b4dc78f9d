// An EventTarget with the methods of an EventEmitter too: what a MessagePort is. Listeners added by on() and its like
// are called with the bare value where those of addEventListener() get an event.
'use strict';

const {
  EventTarget, emitValue, forgetListeners, kForValues, kTakesValue, listenersOf, typesOf,
} = require('./event_target.js');
const { makeEnumerable } = require('native:host');
const { kMaxEventTargetListeners } = require('./symbols.js');

// A method of derived classes: the event that stands for a value.
const kMakeEvent = Symbol('kMakeEvent');

class NodeEventTarget extends EventTarget {
  setMaxListeners(count) {
    require('./errors.js').validateNumber(count, 'n', 0);
    this[kMaxEventTargetListeners] = count;
  }

  getMaxListeners() {
    const own = this[kMaxEventTargetListeners];
    return own === undefined ? require('./events.js').defaultMaxListeners : own;
  }

  eventNames() { return typesOf(this); }
  listenerCount(type) { return listenersOf(this, `${type}`).length; }

  off(type, listener, options = undefined) {
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options = undefined) { return this.off(type, listener, options); }

  on(type, listener) {
    this.addEventListener(type, listener, kForValues);
    return this;
  }

  addListener(type, listener) { return this.on(type, listener); }

  emit(type, value) {
    const heard = this.listenerCount(type) > 0;
    emitValue(this, type, value, () => this[kMakeEvent](type, value));
    return heard;
  }

  once(type, listener) {
    this.addEventListener(type, listener, { once: true, [kTakesValue]: true });
    return this;
  }

  removeAllListeners(type = undefined) {
    for (const one of type === undefined ? typesOf(this) : [`${type}`]) forgetListeners(this, one);
    return this;
  }

  [kMakeEvent](type) { return new (require('./event.js').Event)(type); }
}

makeEnumerable(NodeEventTarget.prototype);

/** Gives a class the property `on<type>`: one listener that can be replaced in its place. */
function defineEventHandler(prototype, type) {
  const kHandler = Symbol(`on${type}`);
  Object.defineProperty(prototype, `on${type}`, {
    get() {
      const own = this[kHandler];
      return own === undefined ? null : own.handler;
    },
    set(value) {
      const handler = typeof value === 'function' ? value : null;
      let own = this[kHandler];
      if (own === undefined) {
        if (handler === null) return;
        const listen = (event) => own.handler.call(this, event);
        own = { handler, listen };
        Object.defineProperty(this, kHandler, { value: own, enumerable: false });
        this.addEventListener(type, listen);
      } else if (handler === null) {
        own.handler = null;
        this.removeEventListener(type, own.listen);
      } else {
        if (own.handler === null) this.addEventListener(type, own.listen);
        own.handler = handler;
      }
    },
    enumerable: true,
    configurable: true,
  });
}

module.exports = { NodeEventTarget, defineEventHandler, kMakeEvent };
