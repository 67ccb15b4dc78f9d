// EventEmitterAsyncResource of node:events: an emitter whose listeners run in the context in which it was made.
'use strict';

const { AsyncResource } = require('async_hooks');
const { invalidThis, validateString } = require('./errors.js');
const EventEmitter = require('./events.js');

const kAsyncResource = Symbol('kAsyncResource');
const kEmitter = Symbol('kEventEmitter');

/** The AsyncResource of an emitter; leads back to the emitter. */
class EventEmitterReferencingAsyncResource extends AsyncResource {
  constructor(emitter, type, options) {
    super(type, options);
    this[kEmitter] = emitter;
  }

  get eventEmitter() {
    return this[kEmitter];
  }
}

function requireOwn(emitter) {
  if (emitter[kAsyncResource] === undefined) throw invalidThis('EventEmitterAsyncResource');
}

class EventEmitterAsyncResource extends EventEmitter {
  constructor(options = undefined) {
    let name;
    if (typeof options === 'string') {
      name = options;
      options = undefined;
    } else {
      if (new.target === EventEmitterAsyncResource) {
        validateString(options ? options.name : undefined, 'options.name');
      }
      name = (options && options.name) || new.target.name;
    }
    super(options);
    this[kAsyncResource] = new EventEmitterReferencingAsyncResource(this, name, options);
  }

  emit(event, ...args) {
    requireOwn(this);
    return this[kAsyncResource].runInAsyncScope(super.emit, this, event, ...args);
  }

  emitDestroy() {
    requireOwn(this);
    this[kAsyncResource].emitDestroy();
  }

  get asyncId() {
    requireOwn(this);
    return this[kAsyncResource].asyncId();
  }

  get triggerAsyncId() {
    requireOwn(this);
    return this[kAsyncResource].triggerAsyncId();
  }

  get asyncResource() {
    requireOwn(this);
    return this[kAsyncResource];
  }
}

module.exports = { EventEmitterAsyncResource };
