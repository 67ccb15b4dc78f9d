// console and the class Console: formatted lines on two streams, groups, counters, timers and tables.
//
// The methods of an instance are its own, bound to it, so that they can be passed around. The global console is such
// an instance on process.stdout and process.stderr, which are asked for at every write: a program may replace their
// write().
'use strict';

const { formatWithOptions, inspect } = require('native:util');

const kMaxGroupIndentation = 1000;
const kState = Symbol('state');
const noop = () => {};

const errors = () => require('./errors.js');

/** Makes `self` a console. `streams` has the functions stdout() and stderr(). */
function becomeConsole(self, streams, options) {
  const { ignoreErrors = true, colorMode = 'auto', inspectOptions, groupIndentation = 2 } = options;
  for (const name of kMethods) {
    const bound = methods[name].bind(self);
    Object.defineProperty(bound, 'name', { value: name });
    self[name] = bound;
  }
  const hide = (name, value) => {
    Object.defineProperty(self, name, { value, writable: true, enumerable: false, configurable: true });
  };
  for (const name of ['stdout', 'stderr']) {
    Object.defineProperty(self, `_${name}`, {
      get: streams[name], set(value) { hide(`_${name}`, value); }, enumerable: false, configurable: true });
  }
  hide('_ignoreErrors', Boolean(ignoreErrors));
  hide('_times', new Map());
  hide(kState, { counts: new Map(), indentation: '', groupIndentation, colorMode, inspectOptions });
  Object.defineProperty(self, Symbol.toStringTag, {
    value: 'console', writable: false, enumerable: false, configurable: true });
}

/** Whether, and with which options, values are shown in colours on `stream`. */
function inspectOptionsFor(self, stream) {
  const { colorMode, inspectOptions } = self[kState];
  let colors = colorMode;
  if (colors === 'auto') {
    colors = Boolean(stream.isTTY && (typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2));
  }
  if (inspectOptions === undefined) return colors ? { colors } : {};
  return inspectOptions.colors === undefined ? { ...inspectOptions, colors } : inspectOptions;
}

function write(self, stream, text) {
  const { indentation } = self[kState];
  if (indentation !== '') text = indentation + text.replaceAll('\n', `\n${indentation}`);
  text += '\n';
  if (!self._ignoreErrors) {
    stream.write(text);
    return;
  }
  const listens = typeof stream.once === 'function' && typeof stream.removeListener === 'function';
  if (listens) stream.once('error', noop);
  try {
    stream.write(text);
  } catch (error) {
    // There is nobody to tell, except that the stack is used up.
    if (error instanceof RangeError && error.message === 'Maximum call stack size exceeded') throw error;
  } finally {
    if (listens) stream.removeListener('error', noop);
  }
}

function print(self, stream, args) {
  write(self, stream, formatWithOptions(inspectOptionsFor(self, stream), ...args));
}

function timerOf(self, name, label) {
  const start = self._times.get(label);
  if (start === undefined) process.emitWarning(`No such label '${label}' for console.${name}()`);
  return start;
}

function logTime(self, label, start, data) {
  const { durationText } = require('./console_text.js');
  self.log('%s: %s', label, durationText(performance.now() - start), ...data);
}

const methods = {
  log(...args) { print(this, this._stdout, args); },
  warn(...args) { print(this, this._stderr, args); },
  dir(value, options) {
    const stream = this._stdout;
    write(this, stream, inspect(value, { customInspect: false, ...inspectOptionsFor(this, stream), ...options }));
  },
  time(label = 'default') {
    label = `${label}`;
    if (this._times.has(label)) process.emitWarning(`Label '${label}' already exists for console.time()`);
    else this._times.set(label, performance.now());
  },
  timeEnd(label = 'default') {
    label = `${label}`;
    const start = timerOf(this, 'timeEnd', label);
    if (start === undefined) return;
    logTime(this, label, start, []);
    this._times.delete(label);
  },
  timeLog(label = 'default', ...data) {
    label = `${label}`;
    const start = timerOf(this, 'timeLog', label);
    if (start !== undefined) logTime(this, label, start, data);
  },
  trace: function trace(...args) {
    const error = { name: 'Trace', message: formatWithOptions(inspectOptionsFor(this, this._stderr), ...args) };
    Error.captureStackTrace(error, trace);
    this.error(error.stack);
  },
  assert(condition, ...args) {
    if (condition) return;
    args[0] = args.length > 0 ? `Assertion failed: ${args[0]}` : 'Assertion failed';
    this.warn(...args);
  },
  clear() {
    if (!this._stdout.isTTY || process.env.TERM === 'dumb') return;
    this._stdout.write('\x1b[1;1H');
    this._stdout.write('\x1b[0J');
  },
  count(label = 'default') {
    label = `${label}`;
    const { counts } = this[kState];
    counts.set(label, (counts.get(label) || 0) + 1);
    this.log(`${label}: ${counts.get(label)}`);
  },
  countReset(label = 'default') {
    label = `${label}`;
    if (!this[kState].counts.delete(label)) process.emitWarning(`Count for '${label}' does not exist`);
  },
  group(...data) {
    if (data.length > 0) this.log(...data);
    this[kState].indentation += ' '.repeat(this[kState].groupIndentation);
  },
  groupEnd() {
    const { indentation, groupIndentation } = this[kState];
    this[kState].indentation = indentation.slice(0, indentation.length - groupIndentation);
  },
  table(data, properties) {
    const text = require('./console_text.js').tableOf(data, properties);
    return this.log(text === undefined ? data : text);
  },
};
Object.assign(methods, {
  debug: methods.log, info: methods.log, dirxml: methods.log, error: methods.warn, groupCollapsed: methods.group,
});
// In the order in which Node lists them.
const kMethods = Object.keys(methods);

function requireWritable(stream, name) {
  if (stream && typeof stream.write === 'function') return;
  throw errors().codedError(TypeError, 'ERR_CONSOLE_WRITABLE_STREAM',
                            `Console expects a writable stream instance for ${name}`);
}

function checkColors({ colorMode = 'auto', inspectOptions }) {
  if (typeof colorMode !== 'boolean' && colorMode !== 'auto') throw errors().invalidArgValue('colorMode', colorMode);
  if (inspectOptions === undefined) return;
  errors().validateObject(inspectOptions, 'options.inspectOptions');
  if (inspectOptions.colors !== undefined && colorMode !== 'auto') {
    throw errors().codedError(TypeError, 'ERR_INCOMPATIBLE_OPTION_PAIR',
                              'Option "options.inspectOptions.color" cannot be used in combination with option "colorMode"');
  }
}

/** new Console(stdout[, stderr][, ignoreErrors]) or new Console(options). */
function Console(options) {
  if (new.target === undefined) return Reflect.construct(Console, arguments);
  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  }
  const { stdout, stderr = stdout, groupIndentation } = options;
  requireWritable(stdout, 'stdout');
  requireWritable(stderr, 'stderr');
  checkColors(options);
  if (groupIndentation !== undefined) {
    errors().validateInteger(groupIndentation, 'groupIndentation', 0, kMaxGroupIndentation);
  }
  becomeConsole(this, { stdout: () => stdout, stderr: () => stderr }, options);
}
for (const name of kMethods) {
  Object.defineProperty(Console.prototype, name, {
    value: methods[name], writable: true, enumerable: false, configurable: true });
}
Object.defineProperty(Console, Symbol.hasInstance, { value: (one) => Boolean(one && one[kState]) });

const console = Object.create({});
becomeConsole(console, { stdout: () => process.stdout, stderr: () => process.stderr }, {});
console.Console = Console;
for (const name of ['profile', 'profileEnd', 'timeStamp']) {
  console[name] = { [name]() {} }[name];  // only an inspector would do something
}

module.exports = { console };
