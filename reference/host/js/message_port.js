// MessagePort, MessageChannel and MessageEvent. A port's object is made here; the queue behind it, and when its
// messages arrive, are the C++ side's (message_ports.cc).
'use strict';

const { emitValue, kListenerAdded, kListenerRemoved } = require('./event_target.js');
const { NodeEventTarget, defineEventHandler, kMakeEvent } = require('./node_event_target.js');
const { makeEnumerable } = require('native:host');
const native = require('native:messaging');
const { kInspect } = require('./symbols.js');

// Loaded when something is wrong: most threads never need them.
const errors = () => require('./errors.js');

const kConstruct = Symbol('kConstruct');
const kNothing = [];

/** The transfer list in the second argument of postMessage, which is the list or an object with it. */
function transferListOf(argument) {
  if (argument === undefined || argument === null) return [];
  const needIterable = (what) => errors().codedError(
    TypeError, 'ERR_INVALID_ARG_TYPE', `Optional ${what} argument must be an iterable`, transferListOf);
  if (typeof argument !== 'object') throw needIterable('transferList');
  if (typeof argument[Symbol.iterator] === 'function') return [...argument];
  const { transfer } = argument;
  if (transfer === undefined || transfer === null) return [];
  if (typeof transfer !== 'object' || typeof transfer[Symbol.iterator] !== 'function') {
    throw needIterable('options.transfer');
  }
  return [...transfer];
}

function makeMessageEvent(type, init) {
  const { MessageEvent } = require('./message_event.js');
  return new MessageEvent(type, init);
}

class MessagePort extends NodeEventTarget {
  constructor() {
    if (arguments[0] !== kConstruct) {
      throw errors().codedError(TypeError, 'ERR_CONSTRUCT_CALL_INVALID', 'Constructor cannot be called');
    }
    super();
  }

  postMessage(message) {
    if (arguments.length === 1) return post(this, message, kNothing);
    native.requirePort(this);
    if (arguments.length === 0) {
      throw errors().codedError(TypeError, 'ERR_MISSING_ARGS', 'Not enough arguments to MessagePort.postMessage');
    }
    return post(this, message, transferListOf(arguments[1]));
  }

  start() { native.start(this); }
  ref() { native.ref(this); }
  unref() { native.unref(this); }
  hasRef() { return native.hasRef(this); }

  close(callback = undefined) {
    native.requirePort(this);
    if (typeof callback === 'function') this.once('close', callback);
    native.close(this);
  }

  // Listening is what starts a port, and what keeps the program alive for it.
  [kListenerAdded](type, count) {
    if (type !== 'message' || count !== 1) return;
    native.ref(this);
    native.start(this);
  }

  [kListenerRemoved](type, count) {
    if (type === 'message' && count === 0) native.unref(this);
  }

  [kMakeEvent](type, data) {
    if (type !== 'message' && type !== 'messageerror') return super[kMakeEvent](type);
    return makeMessageEvent(type, { data });
  }

  [kInspect](depth, options) {
    if (depth < 0) return 'MessagePort';
    const refed = native.isPort(this) ? native.hasRef(this) : undefined;
    const state = refed === undefined ? { active: false } : { active: true, refed };
    const inner = { ...options, depth: options.depth === null ? null : options.depth - 1 };
    return `MessagePort [EventTarget] ${require('native:util').inspect(state, inner)}`;
  }
}
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');
makeEnumerable(MessagePort.prototype);

/** Posts to the other side. A message that carries that other side along loses the channel. */
function post(port, message, transfer) {
  const sent = native.post(port, message, transfer);
  if (sent === 'sent') return true;
  if (sent === 'to-itself') {
    process.emitWarning('The target port was posted to itself, and the communication channel was lost');
  }
  return sent === 'closed' ? undefined : sent !== 'nobody';
}

class MessageChannel {
  constructor() {
    const [port1, port2] = native.makeChannel();
    this.port1 = port1;
    this.port2 = port2;
  }
}

function receiveMessageOnPort(port) {
  const handle = require('./broadcast_channel.js').portOf(port) || port;
  if (!native.isPort(handle)) {
    throw errors().codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance');
  }
  const message = [];
  return native.receive(handle, message) ? { message: message[0] } : undefined;
}

// What the C++ side calls.
const callbacks = {
  makePort: () => new MessagePort(kConstruct),
  deliver(port, type, data, ports) {
    emitValue(port, type, data, () => makeMessageEvent(type, { data, ports }));
  },
  closed(port) {
    if (port.listenerCount('close') === 0) return;
    const { MessagePortCloseEvent } = require('./message_event.js');
    port.dispatchEvent(new MessagePortCloseEvent());
  },
};

module.exports = { MessageChannel, MessagePort, callbacks, post, receiveMessageOnPort };
