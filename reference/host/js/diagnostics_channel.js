// node:diagnostics_channel: named channels. Subscribers run inside publish().
'use strict';

const { codedError, invalidArgType, validateFunction } = require('./errors.js');

const channels = new Map();

class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
  }

  get hasSubscribers() {
    return this._subscribers !== undefined && this._subscribers.length > 0;
  }

  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    this._subscribers = [...(this._subscribers || []), subscription];
  }

  unsubscribe(subscription) {
    const position = this._subscribers === undefined ? -1 : this._subscribers.indexOf(subscription);
    if (position < 0) return false;
    this._subscribers = this._subscribers.filter((_, i) => i !== position);
    return true;
  }

  publish(data) {
    for (const subscriber of this._subscribers || []) {
      try {
        subscriber(data, this.name);
      } catch (error) {
        process.nextTick(() => { throw error; });
      }
    }
  }

  /** While runStores() runs, `store` has the published data, or what `transform` makes of it. */
  bindStore(store, transform = undefined) {
    if (this._stores === undefined) this._stores = new Map();
    this._stores.set(store, transform);
  }

  unbindStore(store) {
    return this._stores !== undefined && this._stores.delete(store);
  }

  runStores(data, fn, thisArg, ...args) {
    let run = () => {
      this.publish(data);
      return Reflect.apply(fn, thisArg, args);
    };
    for (const [store, transform] of this._stores || []) {
      const inner = run;
      run = () => {
        let value = data;
        try {
          if (transform) value = transform(data);
        } catch (error) {
          process.nextTick(() => { throw error; });
          return inner();
        }
        return store.run(value, inner);
      };
    }
    return run();
  }
}

function channel(name) {
  const existing = channels.get(name);
  if (existing !== undefined) return existing;
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw invalidArgType('channel', ['string', 'symbol'], name);
  }
  const made = new Channel(name);
  channels.set(name, made);
  return made;
}

function subscribe(name, subscription) {
  channel(name).subscribe(subscription);
}

function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

function hasSubscribers(name) {
  return channels.has(name) && channels.get(name).hasSubscribers;
}

function tracingChannel() {
  throw codedError(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The tracingChannel() method is not implemented');
}

module.exports = { channel, hasSubscribers, subscribe, tracingChannel, unsubscribe, Channel };
