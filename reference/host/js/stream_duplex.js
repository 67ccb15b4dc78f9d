// Duplex: a Readable that is a Writable, too; Transform: what is written is turned into what is read.
'use strict';

const { notImplemented } = require('./stream_errors.js');
const { Stream, highWaterMark } = require('./stream_legacy.js');
const { quick } = require('native:host');

function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  Readable.call(this, options);
  Writable.call(this, options);
  if (!options) {
    this.allowHalfOpen = true;
    return;
  }
  this.allowHalfOpen = options.allowHalfOpen !== false;
  // A side that is switched off has ended before it began.
  if (options.readable === false) {
    Object.assign(this._readableState, { readable: false, ended: true, endEmitted: true });
  }
  if (options.writable === false) {
    Object.assign(this._writableState, { writable: false, ending: true, ended: true, finished: true });
  }
}

Stream.Duplex = Duplex; // asked for by the constructors of both sides
const Readable = require('./stream_readable.js');
const Writable = require('./stream_writable.js');

Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);
// What both sides have (destroy, closed, errored, ...) is the Readable's.
for (const name of Object.getOwnPropertyNames(Writable.prototype)) {
  if (name in Duplex.prototype || name === 'writableAborted') continue;
  Object.defineProperty(Duplex.prototype, name, Object.getOwnPropertyDescriptor(Writable.prototype, name));
}
Object.defineProperty(Duplex.prototype, 'destroyed', {
  get: quick('duplex.destroyed', function get() {
    return Boolean(this._readableState && this._writableState && this._readableState.destroyed &&
      this._writableState.destroyed);
  }),
  set(value) {
    if (this._readableState && this._writableState) {
      this._readableState.destroyed = value;
      this._writableState.destroyed = value;
    }
  },
  configurable: true,
});
Duplex.from = (body) => require('./stream_from.js').duplexFrom(Duplex, body);
for (const name of ['fromWeb', 'toWeb']) {
  Duplex[name] = () => require('native:host').refuse(`stream.Duplex.${name}`);
}

// ---- Transform -------------------------------------------------------------------------------

const kCallback = Symbol('kCallback');

function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  // Without room to read, the writing side must not wait for a reader either.
  let given = options;
  if (options && (options.readableHighWaterMark === 0 || options.highWaterMark === 0)) {
    const mark = highWaterMark({}, options, 'readableHighWaterMark', true);
    if (mark === 0) {
      given = {
        ...options, highWaterMark: null, readableHighWaterMark: mark,
        writableHighWaterMark: options.writableHighWaterMark || 0,
      };
    }
  }
  Duplex.call(this, given);
  // Chunks come out when something is written, not only when somebody reads.
  this._readableState.sync = false;
  this[kCallback] = null;
  if (options) {
    if (typeof options.transform === 'function') this._transform = options.transform;
    if (typeof options.flush === 'function') this._flush = options.flush;
  }
  this.on('prefinish', flushUnlessFinal);
}
Object.setPrototypeOf(Transform, Duplex);

/** The last act of the writing side: what _flush gives, and the end of the reading side. */
function final(callback) {
  if (typeof this._flush === 'function' && !this.destroyed) {
    this._flush((error, data) => {
      if (error) {
        if (callback) callback(error);
        else this.destroy(error);
        return;
      }
      if (data !== null && data !== undefined) this.push(data);
      this.push(null);
      if (callback) callback();
    });
  } else {
    this.push(null);
    if (callback) callback();
  }
}

/** Of a stream with a _final of its own. */
function flushUnlessFinal() {
  if (this._final !== final) final.call(this);
}

Transform.prototype = {
  __proto__: Duplex.prototype,
  _final: final,

  _transform() {
    throw notImplemented('_transform()');
  },

  _write(chunk, encoding, callback) {
    const reading = this._readableState;
    const before = reading.length;
    this._transform(chunk, encoding, (error, result) => {
      if (error) {
        callback(error);
        return;
      }
      if (result !== null && result !== undefined) this.push(result);
      // Full of what nobody reads: the next chunk waits for _read.
      if (this._writableState.ended || before === reading.length || reading.length < reading.highWaterMark) callback();
      else this[kCallback] = callback;
    });
  },

  _read() {
    const callback = this[kCallback];
    if (!callback) return;
    this[kCallback] = null;
    callback();
  },
};
Object.defineProperty(Transform.prototype, 'constructor', { value: Transform, writable: true, configurable: true });

function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  Transform.call(this, options);
}
Object.setPrototypeOf(PassThrough, Transform);
PassThrough.prototype = {
  __proto__: Transform.prototype,
  _transform(chunk, encoding, callback) {
    callback(null, chunk);
  },
};
Object.defineProperty(PassThrough.prototype, 'constructor', { value: PassThrough, writable: true, configurable: true });

module.exports = { Duplex, PassThrough, Readable, Transform, Writable };
