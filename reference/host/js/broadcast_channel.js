// BroadcastChannel: everybody who has opened the same name, in any thread, hears what the others post.
'use strict';

const { invalidThis, missingArgs } = require('./errors.js');
const { DOMException } = require('./dom_exception.js');
const { EventTarget } = require('./event_target.js');
const { MessageEvent } = require('./message_event.js');
const { post } = require('./message_port.js');
const { defineEventHandler } = require('./node_event_target.js');
const native = require('native:messaging');
const { kInspect } = require('./symbols.js');

let portOf;

class BroadcastChannel extends EventTarget {
  #name;
  #port;

  constructor(name) {
    if (arguments.length === 0) throw missingArgs('name');
    super();
    this.#name = `${name}`;
    this.#port = native.openBroadcast(this.#name);
    this.#port.on('message', (data) => this.dispatchEvent(new MessageEvent('message', { data })));
  }

  static #require(channel) {
    if (channel === null || typeof channel !== 'object' || !(#name in channel)) throw invalidThis('BroadcastChannel');
    return channel;
  }

  get name() { return BroadcastChannel.#require(this).#name; }

  close() {
    BroadcastChannel.#require(this);
    if (this.#port === undefined) return;
    this.#port.close();
    this.#port = undefined;
  }

  postMessage(message) {
    BroadcastChannel.#require(this);
    if (arguments.length === 0) throw missingArgs('message');
    if (this.#port === undefined) throw new DOMException('BroadcastChannel is closed.');
    if (post(this.#port, message, []) === undefined) {
      throw new DOMException('Message could not be posted.');
    }
  }

  ref() {
    if (BroadcastChannel.#require(this).#port !== undefined) this.#port.ref();
    return this;
  }

  unref() {
    if (BroadcastChannel.#require(this).#port !== undefined) this.#port.unref();
    return this;
  }

  [kInspect](depth, options) {
    BroadcastChannel.#require(this);
    if (depth < 0) return 'BroadcastChannel';
    const inner = { ...options, depth: options.depth === null ? null : options.depth - 1 };
    const state = { name: this.#name, active: this.#port !== undefined };
    return `BroadcastChannel ${require('native:util').inspect(state, inner)}`;
  }

  static {
    /** The port behind a channel; undefined for anything else and when closed. */
    portOf = (value) => (value !== null && typeof value === 'object' && #name in value ? value.#port : undefined);
  }
}
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');
for (const key of ['name', 'close', 'postMessage']) {
  Object.defineProperty(BroadcastChannel.prototype, key, { enumerable: true });
}

module.exports = { BroadcastChannel, portOf };
