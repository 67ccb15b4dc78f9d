// Arguments and options of node:child_process: what they must be, and those that the reference cannot heed.
'use strict';

const {
  codedError, describeReceived, invalidArgType, invalidArgValue, outOfRange, validateAbortSignal, validateBoolean, validateObject,
  validateString,
} = require('./errors.js');
const { inspect } = require('native:util');

/** What every child understands: it ends. */
const kDeadly = ['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGHUP'];

/** The name of a signal given by name or number; 0 stays 0. */
function signalName(signal) {
  const { signals } = require('os').constants;
  if (signal === 0) return 0;
  const name = typeof signal === 'number' ? Object.keys(signals).find((key) => signals[key] === signal) : `${signal}`.toUpperCase();
  if (name === undefined || !(name in signals) || typeof signal === 'object') {
    throw codedError(TypeError, 'ERR_UNKNOWN_SIGNAL', `Unknown signal: ${typeof signal === 'string' ? signal : inspect(signal)}`);
  }
  return name;
}

/** The same for a signal to send. */
function deadlySignal(signal) {
  const name = signalName(signal);
  if (name !== 0 && !kDeadly.includes(name)) require('native:host').refuse(`the signal ${name} to a child process`);
  return name;
}

function checkedKillSignal(signal) {
  if (signal === undefined || signal === null) return 'SIGTERM';
  if (typeof signal !== 'string' && typeof signal !== 'number') {
    throw invalidArgType('options.killSignal', ['string', 'number'], signal);
  }
  if (signal === 0) throw codedError(TypeError, 'ERR_UNKNOWN_SIGNAL', 'Unknown signal: 0');
  return signalName(signal);
}

function checkTimeout(timeout) {
  if (timeout === undefined || timeout === null) return;
  if (!Number.isInteger(timeout) || timeout < 0) throw outOfRange('timeout', 'an unsigned integer', timeout);
}

function checkMaxBuffer(maxBuffer) {
  if (maxBuffer === undefined || maxBuffer === null) return;
  if (typeof maxBuffer !== 'number' || !(maxBuffer >= 0)) throw outOfRange('options.maxBuffer', 'a positive number', maxBuffer);
}

function checkNulls(text, name) {
  if (typeof text === 'string' && text.includes('\0')) throw invalidArgValue(name, text, 'must be a string without null bytes');
}

/** Validates what is validated before a child is made; ends the run at what would change a child of the reference. */
function checkOptions(options) {
  const { refuse } = require('native:host');
  validateObject(options, 'options');
  const { cwd, env, serialization, shell, stdio } = options;
  if (cwd !== undefined && cwd !== null) {
    const path = require('./fs_util.js').pathText(cwd, 'options.cwd');
    if (path !== process.cwd()) refuse('options.cwd of child_process');
  }
  const given = (name) => options[name] !== undefined && options[name] !== null;
  if (given('detached')) validateBoolean(options.detached, 'options.detached');
  for (const name of ['uid', 'gid']) {
    if (!given(name)) continue;
    if (options[name] !== (options[name] | 0)) {
      throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', `The "options.${name}" property must be int32.${describeReceived(options[name])}`);
    }
    refuse(`options.${name} of child_process`);
  }
  if (given('shell') && typeof shell !== 'boolean' && typeof shell !== 'string') {
    throw invalidArgType('options.shell', ['boolean', 'string'], shell);
  }
  if (given('argv0')) {
    validateString(options.argv0, 'options.argv0');
    checkNulls(options.argv0, 'options.argv0');
  }
  for (const name of ['windowsHide', 'windowsVerbatimArguments']) if (given(name)) validateBoolean(options[name], `options.${name}`);
  if (env) {
    for (const key in env) {
      if (env[key] !== undefined) checkNulls(`${env[key]}`, `options.env['${key}']`);
    }
    if (env.PATH !== undefined && env.PATH !== process.env.PATH) refuse('another PATH in options.env of child_process');
  }
  if (serialization !== undefined && serialization !== 'json' && serialization !== 'advanced') {
    throw invalidArgValue('options.serialization', serialization, "must be one of: undefined, 'json', 'advanced'");
  }
  if (typeof stdio === 'string' && !['pipe', 'ignore', 'inherit', 'overlapped'].includes(stdio)) throw invalidArgValue('stdio', stdio);
  if (shell) refuse('child_process with a shell');
  if (stdio !== undefined && stdio !== null && stdio !== 'pipe') refuse('options.stdio of child_process');
}

/** The list of arguments and the options of spawn(file[, args][, options]). */
function spawnArguments(file, args, options) {
  validateString(file, 'file');
  if (file.length === 0) throw invalidArgValue('file', file, 'cannot be empty');
  checkNulls(file, 'file');
  let list = args;
  let given = options;
  if (!Array.isArray(args)) {
    list = [];
    if (args !== undefined && args !== null) {
      if (typeof args !== 'object') throw invalidArgType('args', 'object', args);
      given = args;
    }
  }
  list = list.map(String);
  list.forEach((text, i) => checkNulls(text, `args[${i}]`));
  given = given === undefined ? {} : given;
  checkOptions(given);
  checkTimeout(given.timeout);
  validateAbortSignal(given.signal, 'options.signal');
  return [list, { ...given, killSignal: checkedKillSignal(given.killSignal) }];
}

/** { args, options, callback } of execFile(file[, args][, options][, callback]). */
function execFileArguments(args, options, callback) {
  if (typeof args === 'function') [args, options, callback] = [[], undefined, args];
  else if (!Array.isArray(args) && args !== null && typeof args === 'object') [args, options, callback] = [[], args, options];
  if (typeof options === 'function') [options, callback] = [undefined, options];
  else if (options !== undefined && options !== null) validateObject(options, 'options');
  if (callback !== undefined && callback !== null && typeof callback !== 'function') throw invalidArgType('callback', 'Function', callback);
  const given = { encoding: 'utf8', maxBuffer: 1024 * 1024, ...options };
  checkTimeout(given.timeout);
  checkMaxBuffer(given.maxBuffer);
  given.killSignal = checkedKillSignal(given.killSignal);
  return { args: args ?? [], options: given, callback };
}

module.exports = { deadlySignal, execFileArguments, spawnArguments };
