// node:diagnostics_channel: named channels. Subscribers run inside publish().
'use strict';

const { invalidArgType, validateFunction } = require('./errors.js');
const builtinChannels = require('./builtin_channels.js');

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
  builtinChannels.made(made);
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

const kTraced = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

/** Channels that tell the beginning, the end and the error of a synchronous, promised or called-back operation. */
class TracingChannel {
  constructor(nameOrChannels) {
    if (typeof nameOrChannels === 'string') {
      for (const event of kTraced) this[event] = channel(`tracing:${nameOrChannels}:${event}`);
      return;
    }
    if (typeof nameOrChannels !== 'object') {
      throw invalidArgType('nameOrChannels', ['string', 'object', 'Channel'], nameOrChannels);
    }
    const { start, end, asyncStart, asyncEnd, error } = nameOrChannels;
    Object.assign(this, { start, end, asyncStart, asyncEnd, error });
    for (const event of kTraced) {
      if (!(this[event] instanceof Channel)) throw invalidArgType(`nameOrChannels.${event}`, ['Channel'], this[event]);
    }
  }

  subscribe(handlers) {
    for (const event of kTraced) {
      if (handlers[event]) this[event].subscribe(handlers[event]);
    }
  }

  unsubscribe(handlers) {
    let done = true;
    for (const event of kTraced) {
      if (handlers[event] && !this[event].unsubscribe(handlers[event])) done = false;
    }
    return done;
  }

  traceSync(fn, context = {}, thisArg, ...args) {
    return traced(this, context, () => {
      context.result = Reflect.apply(fn, thisArg, args);
      return context.result;
    });
  }

  tracePromise(fn, context = {}, thisArg, ...args) {
    const settle = (key, value) => {
      context[key] = value;
      if (key === 'error') this.error.publish(context);
      this.asyncStart.publish(context);
      this.asyncEnd.publish(context);
      return value;
    };
    return traced(this, context, () => {
      let promise = Reflect.apply(fn, thisArg, args);
      if (!(promise instanceof Promise)) promise = Promise.resolve(promise);
      return promise.then((result) => settle('result', result), (error) => Promise.reject(settle('error', error)));
    });
  }

  traceCallback(fn, position = 0, context = {}, thisArg, ...args) {
    const callback = args.at(position);
    validateFunction(callback, 'callback');
    const channels = this;
    function wrapped(error, result) {
      if (error) {
        context.error = error;
        channels.error.publish(context);
      } else {
        context.result = result;
      }
      channels.asyncStart.runStores(context, () => {
        try {
          if (callback) return Reflect.apply(callback, this, arguments);
        } finally {
          channels.asyncEnd.publish(context);
        }
      });
    }
    args.splice(position, 1, wrapped);
    return traced(this, context, () => Reflect.apply(fn, thisArg, args));
  }
}

/** Runs `operation` between the events start and end; error tells what it throws. */
function traced(channels, context, operation) {
  return channels.start.runStores(context, () => {
    try {
      return operation();
    } catch (error) {
      context.error = error;
      channels.error.publish(context);
      throw error;
    } finally {
      channels.end.publish(context);
    }
  });
}

function tracingChannel(nameOrChannels) {
  return new TracingChannel(nameOrChannels);
}

module.exports = { channel, hasSubscribers, subscribe, tracingChannel, unsubscribe, Channel };
