// What Node's own test files ask of their module `common`, as far as the files listed in node_files.txt need it.
// Put in the place of test/common/index.js, which starts processes and reads files as soon as it is loaded.
'use strict';

// Some files put something of their own in the place of the global.
const { process } = globalThis;
const assert = require('assert');
const { inspect } = require('util');

const calls = [];

/** The numbers of calls that mustCall asked for are compared when the process ends. */
function checkCalls(code) {
  if (code !== 0) return;
  const wrong = calls.filter(({ actual, expected, atLeast }) => (atLeast ? actual < expected : actual !== expected));
  for (const { name, actual, expected, atLeast } of wrong) {
    console.error(`${name} was called ${actual} times, not ${atLeast ? 'at least ' : ''}${expected} times`);
  }
  if (wrong.length > 0) process.exit(1);
}

function counted(fn, expected, atLeast) {
  if (process._exiting) throw new Error('mustCall in an exit listener would never be checked');
  if (typeof fn === 'number') [fn, expected] = [undefined, fn];
  const inner = fn === undefined ? () => {} : fn;
  const record = { name: inner.name || '<anonymous>', actual: 0, expected, atLeast };
  if (calls.length === 0) process.on('exit', checkCalls);
  calls.push(record);
  const outer = function(...args) {
    record.actual += 1;
    return Reflect.apply(inner, this, args);
  };
  for (const key of ['name', 'length']) {
    Object.defineProperty(outer, key, { value: inner[key], writable: false, enumerable: false, configurable: true });
  }
  return outer;
}

const mustCall = (fn, exact = 1) => counted(fn, exact, false);
const mustCallAtLeast = (fn, minimum = 1) => counted(fn, minimum, true);

function mustNotCall(message = 'function should not have been called') {
  const { stack } = new Error();
  const line = stack.split('\n')[2].trim();
  return function mustNotCall(...args) {
    assert.fail(`${message} ${line}, called with ${inspect(args)}`);
  };
}

function mustSucceed(fn, exact) {
  return mustCall(function(error, ...args) {
    assert.ifError(error);
    if (typeof fn === 'function') return Reflect.apply(fn, this, args);
  }, exact);
}

function expectsError(validator, exact) {
  return mustCall((...args) => {
    assert.strictEqual(args.length, 1);
    assert.strictEqual(Object.getOwnPropertyDescriptor(args[0], 'message').enumerable, false);
    assert.throws(() => { throw args[0]; }, validator);
    return true;
  }, exact);
}

const warnings = new Map();

/** expectWarning(name, message | [message, code] | list of those, code), or one object with all of them by name. */
function expectWarning(names, expected, code) {
  if (typeof names === 'object') {
    for (const [name, list] of Object.entries(names)) expectWarning(name, list);
    return;
  }
  let list = expected;
  if (typeof expected === 'string') list = [[expected, code]];
  else if (!Array.isArray(expected)) list = Object.entries(expected).map(([codeOf, message]) => [message, codeOf]);
  else if (!Array.isArray(expected[0])) list = [[expected[0], expected[1]]];
  if (warnings.size === 0) {
    process.on('warning', (warning) => {
      assert(warnings.has(warning.name), `unexpected warning ${inspect(warning)}`);
      warnings.get(warning.name)(warning);
    });
  }
  const left = [...list];
  warnings.set(names, mustCall((warning) => {
    assert(left.length > 0, `one warning too many: ${warning}`);
    const [message, wanted] = left.shift();
    if (typeof message === 'string') assert.strictEqual(warning.message, message);
    else assert.match(warning.message, message);
    assert.strictEqual(warning.code, wanted);
  }, list.length));
}

/** The end of Node's messages about arguments of a wrong type. */
function invalidArgTypeHelper(value) {
  if (value === undefined || value === null) return ` Received ${value}`;
  if (typeof value === 'function' && value.name) return ` Received function ${value.name}`;
  if (typeof value === 'object') {
    const maker = value.constructor && value.constructor.name;
    return maker ? ` Received an instance of ${maker}` : ` Received ${inspect(value, { depth: -1 })}`;
  }
  const shown = inspect(value, { colors: false });
  return ` Received type ${typeof value} (${shown.length > 28 ? `${shown.slice(0, 25)}...` : shown})`;
}

/** Collects until `condition` holds; rejects after ten turns of the loop. */
async function gcUntil(name, condition = name) {
  for (let turn = 0; turn < 10; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc();
    if (condition()) return;
  }
  throw new Error(`${typeof name === 'string' ? name : 'the condition'} does not hold after ten collections`);
}

function getArrayBufferViews({ buffer, byteOffset, byteLength }) {
  return [
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
    Float64Array, BigInt64Array, BigUint64Array, DataView,
  ].filter(({ BYTES_PER_ELEMENT = 1 }) => byteLength % BYTES_PER_ELEMENT === 0)
    .map((View) => new View(buffer, byteOffset, byteLength / (View.BYTES_PER_ELEMENT || 1)));
}

function printSkipMessage(message) {
  console.log(`1..0 # Skipped: ${message}`);
}

function skip(message) {
  printSkipMessage(message);
  process.exit(0);
}

const common = {
  allowGlobals() {},
  buildType: 'Release',
  expectWarning,
  expectsError,
  gcUntil,
  getArrayBufferViews,
  hasCrypto: false,
  hasIntl: false,
  hasIPv6: true,
  hasOpenSSL3: false,
  invalidArgTypeHelper,
  isAIX: false,
  isDumbTerminal: false,
  isFreeBSD: false,
  isIBMi: false,
  isLinux: true,
  isMainThread: true,
  isOSX: false,
  isOpenBSD: false,
  isSunOS: false,
  isWindows: false,
  localhostIPv4: '127.0.0.1',
  mustCall,
  mustCallAtLeast,
  mustNotCall,
  mustNotMutateObjectDeep: (value) => value,
  mustSucceed,
  platformTimeout: (ms) => ms,
  printSkipMessage,
  PORT: 12346,
  skip,
  skipIf32Bits() {},
  skipIfDumbTerminal() {},
  skipIfInspectorDisabled() { skip('there is no inspector'); },
  skipIfWorker() {},
};

module.exports = new Proxy(common, {
  get(target, key) {
    if (!Object.hasOwn(target, key)) throw new Error(`node_common has no ${String(key)}`);
    return target[key];
  },
});
