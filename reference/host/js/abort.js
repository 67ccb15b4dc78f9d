// AbortController and AbortSignal. Abort listeners run inside abort(); those of AbortSignal.timeout() run in its
// timer, hence in the context in which the signal was made.
'use strict';

const { DOMException } = require('./dom_exception.js');
const { codedError, invalidArgType, invalidThis, validateAbortSignal, validateInteger } = require('./errors.js');
const { Event } = require('./event.js');
const { EventTarget } = require('./event_target.js');
const { kInspect, kTrusted } = require('./symbols.js');

const kConstruct = Symbol('kConstruct');
const kMaxDelay = 2 ** 32 - 1;

// What only code inside the class can do; set by its static block.
let abortSignal;

function inspectAs(self, name, properties, depth, options) {
  if (depth < 0) return `[${self.constructor.name}]`;
  const inner = { ...options, depth: options.depth === null ? null : options.depth - 1 };
  return `${name} ${require('native:util').inspect(properties, inner)}`;
}

class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  #dependents = [];
  #handler = undefined;

  constructor(key = undefined) {
    if (key !== kConstruct) throw codedError(TypeError, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    super();
  }

  static #make() {
    return new AbortSignal(kConstruct);
  }

  static #require(signal) {
    if (signal === null || typeof signal !== 'object' || !(#aborted in signal)) throw invalidThis('AbortSignal');
    return signal;
  }

  get aborted() {
    return AbortSignal.#require(this).#aborted;
  }

  get reason() {
    return AbortSignal.#require(this).#reason;
  }

  throwIfAborted() {
    AbortSignal.#require(this);
    if (this.#aborted) throw this.#reason;
  }

  get onabort() {
    const own = AbortSignal.#require(this).#handler;
    return own === undefined ? null : own.handler;
  }

  /** The handler keeps the place among the listeners that it got when it was first set. */
  set onabort(handler) {
    AbortSignal.#require(this);
    if (this.#handler === undefined) {
      if (typeof handler !== 'function') return;
      const own = { handler };
      this.#handler = own;
      this.addEventListener('abort', function(...args) {
        return typeof own.handler === 'function' ? own.handler.apply(this, args) : undefined;
      });
    } else {
      this.#handler.handler = handler;
    }
  }

  [kInspect](depth, options) {
    return inspectAs(this, 'AbortSignal', { aborted: this.aborted }, depth, options);
  }

  static abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    const signal = AbortSignal.#make();
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }

  static timeout(delay) {
    validateInteger(delay, 'delay', 0, kMaxDelay);
    const signal = AbortSignal.#make();
    setTimeout(() => {
      abortSignal(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay).unref();
    return signal;
  }

  static any(signals) {
    if (!Array.isArray(signals)) throw invalidArgType('signals', 'Array', signals);
    signals.forEach((signal, i) => {
      if (signal === undefined) throw invalidArgType(`signals[${i}]`, 'AbortSignal', signal);
      validateAbortSignal(signal, `signals[${i}]`);
    });
    const result = AbortSignal.#make();
    for (const signal of signals) {
      if (!signal.aborted) continue;
      result.#aborted = true;
      result.#reason = signal.reason;
      return result;
    }
    for (const signal of new Set(signals)) signal.#dependents.push(result);
    return result;
  }

  static {
    abortSignal = (signal, reason) => {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason;
      const event = new Event('abort');
      event[kTrusted] = true;
      signal.dispatchEvent(event);
      for (const dependent of signal.#dependents) abortSignal(dependent, reason);
    };
  }
}

class AbortController {
  #signal = new AbortSignal(kConstruct);

  static #require(controller) {
    if (controller === null || typeof controller !== 'object' || !(#signal in controller)) {
      throw invalidThis('AbortController');
    }
    return controller;
  }

  get signal() {
    return AbortController.#require(this).#signal;
  }

  abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    abortSignal(AbortController.#require(this).#signal, reason);
  }

  [kInspect](depth, options) {
    return inspectAs(this, 'AbortController', { signal: this.signal }, depth, options);
  }
}

for (const [Class, keys] of [
  [AbortSignal, ['aborted', 'reason', 'throwIfAborted', 'onabort']],
  [AbortController, ['signal', 'abort']],
]) {
  for (const key of keys) Object.defineProperty(Class.prototype, key, { enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
}

module.exports = { AbortController, AbortSignal };
