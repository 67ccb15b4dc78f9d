// Symbols that more than one host module uses as keys.
'use strict';

module.exports = {
  kInspect: Symbol.for('nodejs.util.inspect.custom'),
  // The state of an event that is dispatched; only event_target.js writes it.
  kIsBeingDispatched: Symbol('kIsBeingDispatched'),
  kStop: Symbol('kStop'),
  kTarget: Symbol('kTarget'),
  kTrusted: Symbol('kTrusted'),
  kMaxEventTargetListeners: Symbol('events.maxEventTargetListeners'),
};
