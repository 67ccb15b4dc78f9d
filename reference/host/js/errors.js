// Errors with a code, as the host's JavaScript modules throw them: the head line of `stack` reads
// `TypeError [CODE]: message` while `name` stays `TypeError`.
'use strict';

const kPrimitiveTypes = ['bigint', 'boolean', 'function', 'number', 'object', 'string', 'symbol'];

/** A new `Base` with this code and message; `hide` and everything it called is not in the stack. */
function codedError(Base, code, message, hide = codedError) {
  const error = new Base(message);
  const name = error.name;
  const define = (key, value) => Object.defineProperty(
    error, key, { value, writable: true, enumerable: false, configurable: true });
  define('name', `${name} [${code}]`);
  Error.captureStackTrace(error, hide);
  void error.stack;  // some engines write the head line only now
  delete error.name;
  define('toString', function toString() {
    return `${this.name} [${code}]: ${this.message}`;
  });
  error.code = code;
  return error;
}

function inspect(value, options) {
  return require('native:util').inspect(value, options);
}

/** The "Received ..." end of an ERR_INVALID_ARG_TYPE message, with its leading blank. */
function describeReceived(value) {
  if (value === undefined || value === null) return ` Received ${value}`;
  if (typeof value === 'function' && value.name) return ` Received function ${value.name}`;
  if (typeof value === 'object') {
    if (value.constructor && value.constructor.name) {
      return ` Received an instance of ${value.constructor.name}`;
    }
    return ` Received ${inspect(value, { depth: -1 })}`;
  }
  let text = inspect(value, { colors: false });
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return ` Received type ${typeof value} (${text})`;
}

/** "a", "a or b", "a, b, or c". */
function joinOr(words) {
  if (words.length < 3) return words.join(' or ');
  return `${words.slice(0, -1).join(', ')}, or ${words[words.length - 1]}`;
}

/** What an argument should have been, from names of types, classes and other things. */
function describeExpected(expected) {
  const types = [];
  const classes = [];
  const others = [];
  for (const word of Array.isArray(expected) ? expected : [expected]) {
    if (kPrimitiveTypes.includes(word.toLowerCase())) types.push(word.toLowerCase());
    else if (/^[A-Z][a-zA-Z0-9]*$/.test(word)) classes.push(word);
    else others.push(word);
  }
  const object = types.indexOf('object');
  if (classes.length > 0 && object >= 0) {
    types.splice(object, 1);
    classes.push('Object');
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? 'one of type' : 'of type'} ${joinOr(types)}`);
  if (classes.length > 0) parts.push(`an instance of ${joinOr(classes)}`);
  if (others.length > 1) parts.push(`one of ${joinOr(others)}`);
  else if (others.length === 1) parts.push(others[0].toLowerCase() === others[0] ? others[0] : `an ${others[0]}`);
  return parts.join(' or ');
}

function describeName(name) {
  if (name.endsWith(' argument')) return `The ${name}`;
  return `The "${name}" ${name.includes('.') ? 'property' : 'argument'}`;
}

function invalidArgType(name, expected, value, hide = invalidArgType) {
  const message = `${describeName(name)} must be ${describeExpected(expected)}.${describeReceived(value)}`;
  return codedError(TypeError, 'ERR_INVALID_ARG_TYPE', message, hide);
}

function invalidArgValue(name, value, reason = 'is invalid', Base = TypeError) {
  let text = inspect(value);
  if (text.length > 128) text = `${text.slice(0, 128)}...`;
  const kind = name.includes('.') ? 'property' : 'argument';
  return codedError(Base, 'ERR_INVALID_ARG_VALUE',
                    `The ${kind} '${name}' ${reason}. Received ${text}`, invalidArgValue);
}

function outOfRange(name, range, value) {
  let received;
  if (Number.isInteger(value) && Math.abs(value) > 2 ** 32) received = groupDigits(String(value));
  else if (typeof value === 'bigint') {
    received = String(value);
    if (value > 2n ** 32n || value < -(2n ** 32n)) received = groupDigits(received);
    received += 'n';
  } else received = inspect(value);
  return codedError(RangeError, 'ERR_OUT_OF_RANGE',
                    `The value of "${name}" is out of range. It must be ${range}. Received ${received}`,
                    outOfRange);
}

/** 1234567 as 1_234_567. */
function groupDigits(digits) {
  const sign = digits[0] === '-' ? '-' : '';
  return sign + digits.slice(sign.length).replace(/\B(?=(\d{3})+$)/g, '_');
}

function invalidThis(className) {
  return codedError(TypeError, 'ERR_INVALID_THIS', `Value of "this" must be of type ${className}`,
                    invalidThis);
}

function missingArgs(...names) {
  const quoted = names.map((name) => {
    return Array.isArray(name) ? name.map((one) => `"${one}"`).join(' or ') : `"${name}"`;
  });
  let list;
  if (quoted.length === 1) list = `${quoted[0]} argument`;
  else if (quoted.length === 2) list = `${quoted[0]} and ${quoted[1]} arguments`;
  else list = `${quoted.slice(0, -1).join(', ')}, and ${quoted[quoted.length - 1]} arguments`;
  return codedError(TypeError, 'ERR_MISSING_ARGS', `The ${list} must be specified`, missingArgs);
}

/** What an operation rejects with when its AbortSignal is aborted. */
class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

function validateFunction(value, name) {
  if (typeof value !== 'function') throw invalidArgType(name, 'Function', value, validateFunction);
}

function validateString(value, name) {
  if (typeof value !== 'string') throw invalidArgType(name, 'string', value, validateString);
}

function validateBoolean(value, name) {
  if (typeof value !== 'boolean') throw invalidArgType(name, 'boolean', value, validateBoolean);
}

function validateNumber(value, name, min = undefined, max = undefined) {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value, validateNumber);
  if ((min != null && value < min) || (max != null && value > max) ||
      ((min != null || max != null) && Number.isNaN(value))) {
    const range = `${min != null ? `>= ${min}` : ''}${min != null && max != null ? ' && ' : ''}` +
      `${max != null ? `<= ${max}` : ''}`;
    throw outOfRange(name, range, value);
  }
}

function validateInteger(value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value, validateInteger);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}

/** An object that is no array; null only when `nullable`, functions only when `callable`. */
function validateObject(value, name, { nullable = false, callable = false, arrays = false } = {}) {
  if ((!nullable && value === null) || (!arrays && Array.isArray(value)) ||
      (typeof value !== 'object' && !(callable && typeof value === 'function'))) {
    throw invalidArgType(name, 'Object', value, validateObject);
  }
}

function validateAbortSignal(signal, name) {
  if (signal !== undefined &&
      (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    throw invalidArgType(name, 'AbortSignal', signal, validateAbortSignal);
  }
}

module.exports = {
  AbortError, codedError, describeReceived, invalidArgType, invalidArgValue, invalidThis, joinOr,
  missingArgs, outOfRange, validateAbortSignal, validateBoolean, validateFunction,
  validateInteger, validateNumber, validateObject, validateString,
};
