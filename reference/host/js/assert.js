// node:assert. One difference to Node: a failed assert.ok() without a message does not quote the source line;
// its message is the one Node gives when it cannot read the file.
'use strict';

const { inspect, types } = require('native:util');
const { codedError, describeReceived, invalidArgType, invalidArgValue, missingArgs, validateFunction } = require('./errors.js');
const { AssertionError } = require('./assertion_error.js');
const { isDeepEqual, isDeepStrictEqual } = require('./deep_equal.js');

const kNothing = Symbol('nothing was thrown');
const isError = (value) => types.isNativeError(value) || value instanceof Error;

function throwFailure(options) {
  if (options.message instanceof Error) throw options.message;
  throw new AssertionError(options);
}

function requireOk(fn, count, value, message) {
  if (value) return;
  let generated = false;
  if (count === 0) {
    generated = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message === undefined || message === null) {
    generated = true;
  } else if (message instanceof Error) {
    throw message;
  }
  const error = new AssertionError({ actual: value, expected: true, message, operator: '==', stackStartFn: fn });
  error.generatedMessage = generated;
  throw error;
}

function assert(...args) {
  requireOk(assert, args.length, ...args);
}

let warnedOfFail = false;
assert.fail = function fail(actual, expected, message, operator, stackStartFn) {
  const count = arguments.length;
  let isInternal = false;
  if ((actual === undefined || actual === null) && count <= 1) {
    isInternal = true;
    message = 'Failed';
  } else if (count === 1) {
    message = actual;
    actual = undefined;
  } else {
    if (!warnedOfFail) {
      warnedOfFail = true;
      process.emitWarning(
        'assert.fail() with more than one argument is deprecated. Please use assert.strictEqual() instead or only ' +
        'pass a message.', 'DeprecationWarning', 'DEP0094');
    }
    if (count === 2) operator = '!=';
  }
  if (message instanceof Error) throw message;
  const options = {
    actual, expected, operator: operator === undefined ? 'fail' : operator, stackStartFn: stackStartFn || fail, message,
  };
  const error = new AssertionError(options);
  if (isInternal) error.generatedMessage = true;
  throw error;
};

assert.AssertionError = AssertionError;

assert.ok = function ok(...args) {
  requireOk(ok, args.length, ...args);
};

/** Adds the function `name`, which fails with the operator of that name unless `holds(actual, expected)`. */
function addComparison(name, operator, holds) {
  const compare = {
    [name](actual, expected, message) {
      if (arguments.length < 2) throw missingArgs('actual', 'expected');
      if (!holds(actual, expected)) {
        throwFailure({ actual, expected, message, operator, stackStartFn: compare });
      }
    },
  }[name];
  assert[name] = compare;
}

const looselySame = (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b));
addComparison('equal', '==', looselySame);
addComparison('notEqual', '!=', (a, b) => !looselySame(a, b));
addComparison('deepEqual', 'deepEqual', isDeepEqual);
addComparison('notDeepEqual', 'notDeepEqual', (a, b) => !isDeepEqual(a, b));
addComparison('deepStrictEqual', 'deepStrictEqual', isDeepStrictEqual);
addComparison('notDeepStrictEqual', 'notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b));
addComparison('strictEqual', 'strictEqual', Object.is);
addComparison('notStrictEqual', 'notStrictEqual', (a, b) => !Object.is(a, b));

/** The compared properties of an error, for the message. Named as Node names it: the name is printed. */
class Comparison {
  constructor(object, keys, actual) {
    for (const key of keys) {
      if (!(key in object)) continue;
      const matched = actual !== undefined && typeof actual[key] === 'string' && types.isRegExp(object[key]) &&
        object[key].exec(actual[key]) !== null;
      this[key] = matched ? actual[key] : object[key];
    }
  }
}

/** Checks the properties of a thrown object against those of `expected`. */
function checkProperties(actual, expected, message, fn) {
  if (typeof actual !== 'object' || actual === null) {
    const error = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn });
    error.operator = fn.name;
    throw error;
  }
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  else if (keys.length === 0) throw invalidArgValue('error', expected, 'may not be an empty object');
  for (const key of keys) {
    if (typeof actual[key] === 'string' && types.isRegExp(expected[key]) && expected[key].exec(actual[key]) !== null) {
      continue;
    }
    if (key in actual && isDeepStrictEqual(actual[key], expected[key])) continue;
    if (message) throwFailure({ actual, expected, message, operator: fn.name, stackStartFn: fn });
    const error = new AssertionError({
      actual: new Comparison(actual, keys), expected: new Comparison(expected, keys, actual),
      operator: 'deepStrictEqual', stackStartFn: fn });
    Object.assign(error, { actual, expected, operator: fn.name });
    throw error;
  }
}

/** Why a thrown value is not what `expected` (a class or a function) accepts; undefined when it is. */
function refusalOf(actual, expected) {
  if (expected.prototype !== undefined && actual instanceof expected) return undefined;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    const received = isError(actual) ? actual.name : inspect(actual, { depth: -1 });
    return `The error is expected to be an instance of "${expected.name}". Received "${received}"` +
      (isError(actual) ? `\n\nError message:\n\n${actual.message}` : '');
  }
  const result = Reflect.apply(expected, {}, [actual]);
  if (result === true) return undefined;
  const name = expected.name ? `"${expected.name}" ` : '';
  return `The ${name}validation function is expected to return "true". Received ${inspect(result)}` +
    (isError(actual) ? `\n\nCaught error:\n\n${actual}` : '');
}

function checkException(actual, expected, message, fn) {
  let refusal;
  if (types.isRegExp(expected)) {
    const text = String(actual);
    if (expected.exec(text) !== null) return;
    refusal = `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
  } else if (typeof expected !== 'function') {
    checkProperties(actual, expected, message, fn);
    return;
  } else {
    refusal = refusalOf(actual, expected);
    if (refusal === undefined) return;
  }
  if (message instanceof Error) throw message;
  const error = new AssertionError({
    actual, expected, message: message || refusal, operator: fn.name, stackStartFn: fn });
  error.generatedMessage = !message;
  throw error;
}

function ambiguous(text) {
  return codedError(TypeError, 'ERR_AMBIGUOUS_ARGUMENT', `The "error/message" argument is ambiguous. ${text}`);
}

/** For throws and rejects: `actual` was thrown, or nothing. */
function expectError(fn, actual, args) {
  let [error, message] = args;
  const kinds = ['Object', 'Error', 'Function', 'RegExp'];
  if (typeof error === 'string') {
    if (args.length > 1) throw invalidArgType('error', kinds, error);
    if (typeof actual === 'object' && actual !== null) {
      if (actual.message === error) throw ambiguous(`The error message "${actual.message}" is identical to the message.`);
    } else if (actual === error) {
      throw ambiguous(`The error "${actual}" is identical to the message.`);
    }
    message = error;
    error = undefined;
  } else if (error !== undefined && error !== null && typeof error !== 'object' && typeof error !== 'function') {
    throw invalidArgType('error', kinds, error);
  }
  if (actual === kNothing) {
    const detail = (error && error.name ? ` (${error.name})` : '') + (message ? `: ${message}` : '.');
    const what = fn === assert.rejects ? 'rejection' : 'exception';
    throwFailure({
      actual: undefined, expected: error, operator: fn.name, message: `Missing expected ${what}${detail}`,
      stackStartFn: fn });
  }
  if (error) checkException(actual, error, message, fn);
}

function matches(actual, expected) {
  if (typeof expected !== 'function') {
    if (types.isRegExp(expected)) return expected.exec(String(actual)) !== null;
    throw invalidArgType('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return Reflect.apply(expected, {}, [actual]) === true;
}

function expectNoError(fn, actual, args) {
  if (actual === kNothing) return;
  let [error, message] = args;
  if (typeof error === 'string') [error, message] = [undefined, error];
  if (error && !matches(actual, error)) throw actual;
  const what = fn === assert.doesNotReject ? 'rejection' : 'exception';
  throwFailure({
    actual, expected: error, operator: fn.name,
    message: `Got unwanted ${what}${message ? `: ${message}` : '.'}\nActual message: "${actual && actual.message}"`,
    stackStartFn: fn });
}

function caught(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return kNothing;
}

function isPromiseLike(value) {
  return types.isPromise(value) ||
    (value !== null && typeof value === 'object' && typeof value.then === 'function' && typeof value.catch === 'function');
}

async function rejected(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isPromiseLike(promise)) {
      throw codedError(TypeError, 'ERR_INVALID_RETURN_VALUE',
                       'Expected instance of Promise to be returned from the "promiseFn" function but got' +
                       `${describeReceived(promise).replace(' Received', '')}.`);
    }
  } else if (!isPromiseLike(promiseFn)) {
    throw invalidArgType('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return kNothing;
}

assert.throws = function throws(fn, ...args) {
  expectError(throws, caught(fn), args);
};
assert.rejects = async function rejects(promiseFn, ...args) {
  expectError(rejects, await rejected(promiseFn), args);
};
assert.doesNotThrow = function doesNotThrow(fn, ...args) {
  expectNoError(doesNotThrow, caught(fn), args);
};
assert.doesNotReject = async function doesNotReject(fn, ...args) {
  expectNoError(doesNotReject, await rejected(fn), args);
};

/** Throws unless `value` is undefined or null; the new error keeps the value's stack below its own. */
assert.ifError = function ifError(value) {
  if (value === null || value === undefined) return;
  let text = 'ifError got unwanted exception: ';
  if (typeof value === 'object' && typeof value.message === 'string') {
    text += value.message.length === 0 && value.constructor ? value.constructor.name : value.message;
  } else {
    text += inspect(value);
  }
  const error = new AssertionError({
    actual: value, expected: null, operator: 'ifError', message: text, stackStartFn: ifError });
  if (typeof value.stack === 'string') {
    const frames = value.stack.indexOf('\n    at');
    if (frames >= 0) error.stack = `${error.stack}\n${value.stack.slice(frames + 1)}`;
  }
  throw error;
};

function checkMatch(fn, string, regexp, message, wanted) {
  if (!types.isRegExp(regexp)) throw invalidArgType('regexp', 'RegExp', regexp);
  if (typeof string === 'string' && (regexp.exec(string) !== null) === wanted) return;
  if (message instanceof Error) throw message;
  const generated = !message;
  if (generated && typeof string !== 'string') {
    message = `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`;
  } else if (generated) {
    const problem = wanted ? 'The input did not match the regular expression' :
      'The input was expected to not match the regular expression';
    message = `${problem} ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
  }
  const error = new AssertionError({ actual: string, expected: regexp, message, operator: fn.name, stackStartFn: fn });
  error.generatedMessage = generated;
  throw error;
}

assert.match = function match(string, regexp, message) {
  checkMatch(match, string, regexp, message, true);
};
assert.doesNotMatch = function doesNotMatch(string, regexp, message) {
  checkMatch(doesNotMatch, string, regexp, message, false);
};

function strict(...args) {
  requireOk(strict, args.length, ...args);
}
assert.strict = Object.assign(strict, assert, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;
for (const exports of [assert, assert.strict]) require('native:host').refuseExports(exports, 'assert', 'CallTracker');

module.exports = assert;
