// structuredClone: a deep copy through the structured clone algorithm of HTML, for the kinds of objects the
// litmus language has. Cycles and shared references are kept; prototypes, accessors and symbols are not.
'use strict';

const { codedError, missingArgs } = require('./errors.js');
const { detachArrayBuffer, types } = require('native:util');

const errorClasses = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function refuse(value) {
  const { DOMException } = require('./dom_exception.js');
  let text;
  if (types.isGeneratorObject(value) || types.isSymbolObject(value)) {
    text = Object.prototype.toString.call(value);
  } else if (typeof value === 'object') {
    const name = value.constructor && value.constructor.name;
    text = `#<${types.isProxy(value) || !name ? 'Object' : name}>`;
  } else {
    text = String(value);
  }
  throw new DOMException(`${text} could not be cloned.`, 'DataCloneError');
}

function isRefused(value) {
  return typeof value === 'function' || types.isProxy(value) || types.isPromise(value) ||
    types.isWeakMap(value) || types.isWeakSet(value) || types.isGeneratorObject(value) ||
    types.isSymbolObject(value) || types.isModuleNamespaceObject(value) || value === globalThis ||
    types.isArgumentsObject(value) || types.isMapIterator(value) || types.isSetIterator(value) ||
    value instanceof WeakRef || value instanceof FinalizationRegistry;
}

/** The copy of an ArrayBuffer's bytes; of a transferred one, made once with the original emptied later. */
function cloneBuffer(buffer) {
  return ArrayBuffer.prototype.slice.call(buffer, 0);
}

function cloneError(error, seen) {
  const name = String(error.name);
  const Base = Object.hasOwn(errorClasses, name) ? errorClasses[name] : Error;
  const result = new Base();
  const define = (key, value) => Object.defineProperty(
    result, key, { value, writable: true, enumerable: false, configurable: true });
  seen.set(error, result);
  delete result.message;
  define('stack', typeof error.stack === 'string' ? error.stack : undefined);
  const message = Object.getOwnPropertyDescriptor(error, 'message');
  if (message !== undefined && 'value' in message) define('message', String(message.value));
  if (Object.hasOwn(error, 'cause')) define('cause', clone(error.cause, seen));
  return result;
}

function cloneView(view, seen) {
  const buffer = clone(view.buffer, seen);
  if (types.isDataView(view)) return new DataView(buffer, view.byteOffset, view.byteLength);
  const name = Object.getOwnPropertyDescriptor(
    Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get.call(view);
  return new globalThis[name](buffer, view.byteOffset, view.length);
}

function copyProperties(from, to, seen) {
  for (const key of Object.keys(from)) {
    if (Object.hasOwn(from, key)) to[key] = clone(from[key], seen);
  }
  return to;
}

function cloneObject(value, seen) {
  const remember = (copy) => {
    seen.set(value, copy);
    return copy;
  };
  if (types.isBoxedPrimitive(value)) return remember(Object(value.valueOf()));
  if (types.isDate(value)) return remember(new Date(value.getTime()));
  if (types.isRegExp(value)) return remember(new RegExp(value.source, value.flags));
  if (types.isAnyArrayBuffer(value)) return remember(cloneBuffer(value));
  if (types.isArrayBufferView(value)) return remember(cloneView(value, seen));
  if (types.isNativeError(value)) return cloneError(value, seen);
  if (types.isMap(value)) {
    const copy = remember(new Map());
    for (const [key, element] of [...Map.prototype.entries.call(value)]) {
      copy.set(clone(key, seen), clone(element, seen));
    }
    return copy;
  }
  if (types.isSet(value)) {
    const copy = remember(new Set());
    for (const element of [...Set.prototype.values.call(value)]) copy.add(clone(element, seen));
    return copy;
  }
  const copy = remember(Array.isArray(value) ? new Array(value.length) : {});
  return copyProperties(value, copy, seen);
}

function clone(value, seen) {
  if (typeof value === 'symbol' || typeof value === 'function') refuse(value);
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (isRefused(value)) refuse(value);
  return cloneObject(value, seen);
}

function readTransferList(options) {
  const list = options && typeof options === 'object' ? options.transfer : undefined;
  const transfer = list === undefined || list === null ? [] : [...list];
  for (const one of transfer) {
    if (!types.isArrayBuffer(one)) {
      throw codedError(TypeError, 'ERR_INVALID_TRANSFER_OBJECT', 'Found invalid object in transferList');
    }
  }
  if (new Set(transfer).size !== transfer.length) {
    const { DOMException } = require('./dom_exception.js');
    throw new DOMException('Transfer list contains duplicate ArrayBuffer', 'DataCloneError');
  }
  return transfer;
}

function structuredClone(value, options = undefined) {
  if (arguments.length === 0) throw missingArgs('value');
  const transfer = readTransferList(options);
  const copy = clone(value, new Map());
  for (const buffer of transfer) detachArrayBuffer(buffer);
  return copy;
}

module.exports = { structuredClone };
