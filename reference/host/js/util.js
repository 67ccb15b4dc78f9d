// node:util: promisify, callbackify, deprecate, inherits, formatting and tests of kinds.
'use strict';

const errors = require('./errors.js');
const native = require('native:util');

const { codedError, invalidArgType, validateFunction, validateString } = errors;
const { format, formatWithOptions, inspect, types } = native;

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');
// The names under which a callback with several results is promisified; known to the host's own functions.
const kCustomPromisifyArgs = Symbol('customPromisifyArgs');

/**
 * A function that returns a promise for what `original` gives its callback. The promise is made in the caller's
 * context, so that an await of it restores that context.
 */
function promisify(original) {
  validateFunction(original, 'original');
  const custom = original[kCustomPromisify];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return Object.defineProperty(custom, kCustomPromisify, { value: custom, enumerable: false, writable: false, configurable: true });
  }
  const names = original[kCustomPromisifyArgs];
  function fn(...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (error, ...values) => {
        if (error) return reject(error);
        if (names === undefined || values.length < 2) return resolve(values[0]);
        const named = {};
        names.forEach((name, i) => { named[name] = values[i]; });
        return resolve(named);
      }]);
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  Object.defineProperty(fn, kCustomPromisify, { value: fn, enumerable: false, writable: false, configurable: true });
  const descriptors = Object.getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(descriptors)) {
    const current = Object.getOwnPropertyDescriptor(fn, key);
    if (current === undefined || current.configurable || current.writable) {
      try {
        Object.defineProperty(fn, key, descriptors[key]);
      } catch {
        // A `prototype` that cannot be replaced keeps its attributes.
      }
    }
  }
  return fn;
}
promisify.custom = kCustomPromisify;

/** A rejection with a falsy reason becomes an error, since callbacks tell errors by their truth. */
function rejectionFor(reason) {
  if (reason) return reason;
  const error = codedError(Error, 'ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value', rejectionFor);
  error.reason = reason;
  return error;
}

function callbackify(original) {
  validateFunction(original, 'original');
  function callbackified(...args) {
    const callback = args.pop();
    validateFunction(callback, 'last argument');
    const call = callback.bind(this);
    Reflect.apply(original, this, args).then(
      (value) => process.nextTick(call, null, value),
      (reason) => process.nextTick(call, rejectionFor(reason)));
  }
  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value += 1;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  delete descriptors.prototype;
  Object.defineProperties(callbackified, descriptors);
  return callbackified;
}

function inherits(constructor, superConstructor) {
  if (constructor === undefined || constructor === null) throw invalidArgType('ctor', 'Function', constructor);
  if (superConstructor === undefined || superConstructor === null) {
    throw invalidArgType('superCtor', 'Function', superConstructor);
  }
  if (superConstructor.prototype === undefined) {
    throw invalidArgType('superCtor.prototype', 'Object', superConstructor.prototype);
  }
  Object.defineProperty(constructor, 'super_', { value: superConstructor, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, superConstructor.prototype);
}

const warnedCodes = new Set();

/** A function that warns at its first call. Warnings with one code are given once. */
function deprecate(fn, message, code) {
  if (process.noDeprecation === true) return fn;
  if (code !== undefined) validateString(code, 'code');
  let warned = false;
  function deprecated(...args) {
    if (!warned) {
      warned = true;
      if (code === undefined) {
        process.emitWarning(message, 'DeprecationWarning', deprecated);
      } else if (!warnedCodes.has(code)) {
        warnedCodes.add(code);
        process.emitWarning(message, 'DeprecationWarning', code, deprecated);
      }
    }
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return deprecated;
}

/** Sections named in NODE_DEBUG print on stderr; the simulated process has none set. */
function debuglog(section) {
  const wanted = `${process.env.NODE_DEBUG || ''}`.toUpperCase().split(',');
  const enabled = wanted.includes(`${section}`.toUpperCase());
  const log = (...args) => {
    if (enabled) console.error('%s %d: %s', `${section}`.toUpperCase(), process.pid, format(...args));
  };
  Object.defineProperty(log, 'enabled', { get() { return enabled; }, enumerable: true, configurable: true });
  return log;
}

// CSI and OSC sequences of ECMA-48.
const kControlSequence = /[\u001B\u009B][[\]()#;?]*(?:(?:(?:;[-a-zA-Z\d/#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d/#&.:=?%@~_]*)*)?(?:\u0007|\u001B\u005C|\u009C)|(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-ntqry=><~])/g;

function stripVTControlCharacters(text) {
  validateString(text, 'str');
  return text.replace(kControlSequence, '');
}

function toUSVString(value) {
  return `${value}`.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

/** Resolves when `signal` is aborted. */
async function aborted(signal, resource) {
  if (signal === undefined) throw invalidArgType('signal', 'AbortSignal', signal);
  errors.validateAbortSignal(signal, 'signal');
  errors.validateObject(resource, 'resource', { nullable: false, callable: true, arrays: true });
  if (signal.aborted) return undefined;
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function isError(value) {
  return types.isNativeError(value) || value instanceof Error;
}

function isPrimitive(value) {
  return value === null || (typeof value !== 'object' && typeof value !== 'function');
}

module.exports = {
  _extend: (target, source) => (source === null || typeof source !== 'object' ? target : Object.assign(target, source)),
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  inherits,
  inspect,
  isArray: Array.isArray,
  isBuffer: (value) => Buffer.isBuffer(value),
  isBoolean: (value) => typeof value === 'boolean',
  isDeepStrictEqual: (a, b) => require('./deep_equal.js').isDeepStrictEqual(a, b),
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: (value) => typeof value === 'number',
  isString: (value) => typeof value === 'string',
  isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined,
  isRegExp: types.isRegExp,
  isObject: (value) => value !== null && typeof value === 'object',
  isDate: types.isDate,
  isError,
  isFunction: (value) => typeof value === 'function',
  isPrimitive,
  promisify,
  stripVTControlCharacters,
  toUSVString,
  aborted,
  types,
  get TextDecoder() { return require('./encoding.js').TextDecoder; },
  get TextEncoder() { return require('./encoding.js').TextEncoder; },
  get parseArgs() { return require('./parse_args.js').parseArgs; },
};
require('native:host').refuseExports(
  module.exports, 'util', 'getSystemErrorMap getSystemErrorName log transferableAbortController transferableAbortSignal ' +
  'MIMEParams MIMEType _errnoException _exceptionWithHostPort');
