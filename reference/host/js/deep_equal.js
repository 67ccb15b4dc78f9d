// Deep equality, as util.isDeepStrictEqual and assert.deepEqual/deepStrictEqual define it.
//
// Strict: Object.is for primitives, same prototypes, same enumerable symbols. Loose: == for primitives (NaN equals
// NaN), prototypes and symbols do not matter.
'use strict';

const { types } = require('native:util');

const tagOf = (value) => Object.prototype.toString.call(value);
const isEnumerable = (object, key) => Object.prototype.propertyIsEnumerable.call(object, key);

function samePrimitives(a, b, strict) {
  if (strict) return Object.is(a, b);
  return a == b || (a !== a && b !== b);
}

/** Pairs that are being compared: a pair met again inside itself counts as equal. */
class Pairs {
  constructor() {
    this.of = new Map();
  }

  has(a, b) {
    return this.of.get(a) === b;
  }
}

function equal(a, b, strict, pairs) {
  if (a === b) return a !== 0 || !strict || Object.is(a, b);
  const aObject = typeof a === 'object' && a !== null;
  const bObject = typeof b === 'object' && b !== null;
  if (strict) {
    if (!aObject) return typeof a === 'number' && Number.isNaN(a) && Number.isNaN(b);
    if (!bObject || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  } else {
    if (!aObject) return !bObject && samePrimitives(a, b, false);
    if (!bObject) return false;
  }
  if (tagOf(a) !== tagOf(b)) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    return sameKeys(a, b, strict, pairs, 'array', namedKeys(a), namedKeys(b));
  }
  if (Array.isArray(b)) return false;
  const kind = compareInside(a, b, strict);
  if (kind === false) return false;
  return sameKeys(a, b, strict, pairs, kind);
}

function namedKeys(array) {
  return Object.keys(array).filter((key) => !(String(key >>> 0) === key && key >>> 0 !== 2 ** 32 - 1));
}

function viewBytes(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function sameBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function sameFloats(a, b, strict) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (strict ? !Object.is(a[i], b[i]) : a[i] !== b[i]) return false;
  }
  return true;
}

/** Compares what is not a property. False: different; else the kind of elements still to compare. */
function compareInside(a, b, strict) {
  if (types.isDate(a)) {
    return types.isDate(b) && a.getTime() === b.getTime() && 'object';
  }
  if (types.isRegExp(a)) {
    return types.isRegExp(b) && a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex &&
      'object';
  }
  if (types.isNativeError(a) || a instanceof Error) {
    const bIsError = types.isNativeError(b) || b instanceof Error;
    return bIsError && a.message === b.message && a.name === b.name && 'object';
  }
  if (types.isArrayBufferView(a)) {
    if (!types.isArrayBufferView(b)) return false;
    const floats = types.isFloat32Array(a) || types.isFloat64Array(a);
    const same = !strict && floats ? sameFloats(a, b, strict) : sameBytes(viewBytes(a), viewBytes(b));
    return same && 'view';
  }
  if (types.isSet(a)) return types.isSet(b) && a.size === b.size && 'set';
  if (types.isMap(a)) return types.isMap(b) && a.size === b.size && 'map';
  if (types.isAnyArrayBuffer(a)) {
    return types.isAnyArrayBuffer(b) && sameBytes(new Uint8Array(a), new Uint8Array(b)) && 'object';
  }
  if (types.isBoxedPrimitive(a)) {
    return types.isBoxedPrimitive(b) && typeof a.valueOf() === typeof b.valueOf() &&
      Object.is(a.valueOf(), b.valueOf()) && 'object';
  }
  const special = Array.isArray(b) || types.isArrayBufferView(b) || types.isSet(b) || types.isMap(b) ||
    types.isDate(b) || types.isRegExp(b) || types.isAnyArrayBuffer(b) || types.isBoxedPrimitive(b) ||
    types.isNativeError(b) || b instanceof Error;
  return !special && 'object';
}

/** Same enumerable own keys (in strict mode symbols too), then the same values under them. */
function sameKeys(a, b, strict, pairs, kind, aKeys = undefined, bKeys = undefined) {
  const ofView = kind === 'view';
  aKeys = aKeys || (ofView ? namedKeys(a) : Object.keys(a));
  bKeys = bKeys || (ofView ? namedKeys(b) : Object.keys(b));
  if (aKeys.length !== bKeys.length) return false;
  if (!aKeys.every((key) => Object.hasOwn(b, key))) return false;
  const keys = [...aKeys];
  if (strict && (kind === 'object' || kind === 'array' || kind === 'set' || kind === 'map')) {
    const symbols = Object.getOwnPropertySymbols(a).filter((key) => isEnumerable(a, key));
    const others = Object.getOwnPropertySymbols(b).filter((key) => isEnumerable(b, key));
    if (symbols.length !== others.length || !symbols.every((key) => isEnumerable(b, key))) return false;
    keys.push(...symbols);
  }
  if (keys.length === 0 && (kind === 'view' || kind === 'object' ||
      (kind === 'array' && a.length === 0) || ((kind === 'set' || kind === 'map') && a.size === 0))) {
    return true;
  }
  if (pairs.has(a, b)) return true;
  const before = pairs.of.get(a);
  pairs.of.set(a, b);
  const same = sameElements(a, b, strict, pairs, kind) &&
    keys.every((key) => equal(a[key], b[key], strict, pairs));
  if (before === undefined) pairs.of.delete(a);
  else pairs.of.set(a, before);
  return same;
}

function sameElements(a, b, strict, pairs, kind) {
  if (kind === 'set') return sameSets(a, b, strict, pairs);
  if (kind === 'map') return sameMaps(a, b, strict, pairs);
  if (kind !== 'array') return true;
  for (let i = 0; i < a.length; i++) {
    const has = Object.hasOwn(a, i);
    if (has !== Object.hasOwn(b, i)) return false;
    if (has && !equal(a[i], b[i], strict, pairs)) return false;
  }
  return true;
}

/** Each element of `a` needs a partner of its own in `b`; identical ones are found first. */
function sameSets(a, b, strict, pairs) {
  const left = [...a].filter((one) => !b.has(one));
  const free = [...b].filter((one) => !a.has(one));
  return left.every((one) => {
    const at = free.findIndex((other) => {
      if (strict && (typeof one !== 'object' || one === null)) return false;
      return equal(one, other, strict, pairs);
    });
    if (at < 0) return false;
    free.splice(at, 1);
    return true;
  });
}

function sameMaps(a, b, strict, pairs) {
  const free = [...b].filter(([key]) => !a.has(key));
  for (const [key, value] of a) {
    if (b.has(key)) {
      if (!equal(value, b.get(key), strict, pairs)) return false;
      continue;
    }
    if (strict && (typeof key !== 'object' || key === null)) return false;
    const at = free.findIndex(([other, its]) => equal(key, other, strict, pairs) && equal(value, its, strict, pairs));
    if (at < 0) return false;
    free.splice(at, 1);
  }
  return true;
}

module.exports = {
  isDeepEqual: (a, b) => equal(a, b, false, new Pairs()),
  isDeepStrictEqual: (a, b) => equal(a, b, true, new Pairs()),
};
