// Event: what an EventTarget dispatches.
'use strict';

const { invalidThis, missingArgs, validateObject } = require('./errors.js');
const { makeEnumerable } = require('native:host');
const { kInspect, kIsBeingDispatched, kStop, kTarget, kTrusted } = require('./symbols.js');

class Event {
  #type;
  #bubbles = false;
  #cancelable = false;
  #composed = false;
  #defaultPrevented = false;
  #propagationStopped = false;
  #timestamp = performance.now();

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw missingArgs('type');
    if (options !== undefined) {
      validateObject(options, 'options', { nullable: true, callable: true, arrays: true });
    }
    for (const key of [kTarget, kStop, kIsBeingDispatched, kTrusted]) {
      Object.defineProperty(this, key, { value: false, writable: true, enumerable: false });
    }
    this[kTarget] = null;
    this.#type = `${type}`;
    if (options) {
      this.#bubbles = Boolean(options.bubbles);
      this.#cancelable = Boolean(options.cancelable);
      this.#composed = Boolean(options.composed);
    }
  }

  static #require(event) {
    if (event === null || typeof event !== 'object' || !(#type in event)) throw invalidThis('Event');
    return event;
  }

  stopImmediatePropagation() { Event.#require(this)[kStop] = true; }
  preventDefault() { Event.#require(this).#defaultPrevented = true; }
  get target() { return Event.#require(this)[kTarget]; }
  get currentTarget() { return Event.#require(this)[kTarget]; }
  get srcElement() { return Event.#require(this)[kTarget]; }
  get type() { return Event.#require(this).#type; }
  get cancelable() { return Event.#require(this).#cancelable; }
  get defaultPrevented() {
    Event.#require(this);
    return this.#cancelable && this.#defaultPrevented;
  }
  get timeStamp() { return Event.#require(this).#timestamp; }
  composedPath() { return Event.#require(this)[kIsBeingDispatched] ? [this[kTarget]] : []; }
  get returnValue() {
    Event.#require(this);
    return !this.#cancelable || !this.#defaultPrevented;
  }
  get bubbles() { return Event.#require(this).#bubbles; }
  get composed() { return Event.#require(this).#composed; }
  get eventPhase() { return Event.#require(this)[kIsBeingDispatched] ? Event.AT_TARGET : Event.NONE; }
  get cancelBubble() { return Event.#require(this).#propagationStopped; }
  set cancelBubble(value) { if (value) Event.#require(this).#propagationStopped = true; }
  stopPropagation() { Event.#require(this).#propagationStopped = true; }
  get isTrusted() { return Event.#require(this)[kTrusted]; }

  [kInspect](depth, options) {
    Event.#require(this);
    const name = this.constructor.name;
    if (depth < 0) return name;
    const inner = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth };
    return `${name} ${require('native:util').inspect({
      type: this.#type,
      defaultPrevented: this.#defaultPrevented,
      cancelable: this.#cancelable,
      timeStamp: this.#timestamp,
    }, inner)}`;
  }

  static NONE = 0;
  static CAPTURING_PHASE = 1;
  static AT_TARGET = 2;
  static BUBBLING_PHASE = 3;
}

makeEnumerable(Event.prototype);
Object.defineProperty(Event.prototype, Symbol.toStringTag, { value: 'Event', configurable: true });

module.exports = { Event };
