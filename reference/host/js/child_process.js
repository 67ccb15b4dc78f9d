// node:child_process: spawn and execFile of the commands in child_commands.js.
//
// A child is a PROCESSWRAP and three PIPEWRAPs, made by spawn(). Everything it tells comes in their scopes, so in the
// context of the spawn; in which order its output, the ends of its pipes and its exit come is up to the schedule.
'use strict';

const EventEmitter = require('events');
const { Readable, Writable } = require('stream');
const { AbortError, codedError, invalidArgType, validateAbortSignal, validateFunction, validateString } = require('./errors.js');
const native = require('native:child');
const { findCommand, runCommand } = require('./child_commands.js');

const kFirstPid = 1000;
const kSignals = { SIGTERM: 15, SIGKILL: 9, SIGINT: 2, SIGHUP: 1 };
let pids = 0;

class ChildProcess extends EventEmitter {
  constructor() {
    super();
    this.connected = false;
    this.exitCode = null;
    this.signalCode = null;
    this.killed = false;
    this.pid = undefined;
    this.spawnfile = null;
    this.spawnargs = null;
    this.stdin = this.stdout = this.stderr = null;
    this.stdio = [];
    Object.defineProperty(this, '_child', { value: { process: null, openPipes: 0, timer: null, exited: false } });
  }

  kill(signal = 'SIGTERM') {
    const name = typeof signal === 'number' ? Object.keys(kSignals).find((key) => kSignals[key] === signal) : signal;
    if (!Object.hasOwn(kSignals, name)) throw codedError(TypeError, 'ERR_UNKNOWN_SIGNAL', `Unknown signal: ${signal}`);
    const child = this._child;
    if (child.process === null || child.exited || child.timer === null) return false;
    clearTimeout(child.timer);
    child.timer = null;
    this.killed = true;
    finish(this, { output: '', errors: '', code: null, signal: name });
    return true;
  }

  ref() {}
  unref() {}

  [Symbol.for('nodejs.rejection')](error) {
    this.emit('error', error);
  }
}

/** One end of a pipe that the child writes to. */
function readPipe(child, handle) {
  const pipe = new Readable({ read() {}, destroy(error, callback) { handle.close(); callback(error); } });
  pipe.handle = handle;
  pipe.on('close', () => pipeClosed(child));
  child._child.openPipes += 1;
  return pipe;
}

function pipeClosed(child) {
  child._child.openPipes -= 1;
  closeWhenDone(child);
}

function closeWhenDone(child) {
  const state = child._child;
  if (state.exited && state.openPipes === 0) child.emit('close', child.exitCode, child.signalCode);
}

/** The child has ended: its output, the ends of its pipes and its exit are to come. */
function finish(child, { output, errors, code, signal = null }) {
  for (const [pipe, text] of [[child.stdout, output], [child.stderr, errors]]) {
    const end = () => {
      // Nobody reads it: it must end all the same.
      if (pipe.readableFlowing === null && pipe.listenerCount('readable') === 0) pipe.resume();
      pipe.push(null);
    };
    if (text === '') {
      pipe.handle.later(end);
    } else {
      pipe.handle.later(() => {
        pipe.push(Buffer.from(text));
        pipe.handle.later(end);
      });
    }
  }
  child._child.process.later(() => {
    const state = child._child;
    state.exited = true;
    child.exitCode = code;
    child.signalCode = signal;
    if (child.stdin) child.stdin.destroy();
    state.process.close();
    child.emit('exit', code, signal);
    process.nextTick(closeWhenDone, child);
  });
}

function spawnError(file, args) {
  const error = new Error(`spawn ${file} ENOENT`);
  return Object.assign(error, { errno: -2, code: 'ENOENT', syscall: `spawn ${file}`, path: file, spawnargs: args });
}

function emitSpawnError(child, error) {
  child.emit('error', error);
  child.stdin.destroy();
  child.stdout.destroy();
  child.stderr.destroy();
  child._child.exited = true;
  child._child.process.close();
}

function normalArguments(file, args, options) {
  validateString(file, 'file');
  if (file.length === 0) throw require('./errors.js').invalidArgValue('file', file, 'cannot be empty');
  let list = args;
  let given = options;
  if (!Array.isArray(args)) {
    list = [];
    if (args !== undefined && args !== null) {
      if (typeof args !== 'object') throw invalidArgType('args', 'object', args);
      given = args;
    }
  }
  given = given ?? {};
  require('./errors.js').validateObject(given, 'options');
  if (given.shell) require('native:host').refuse('child_process with a shell');
  if (given.stdio !== undefined && given.stdio !== 'pipe') require('native:host').refuse('options.stdio of child_process');
  return [list.map(String), given];
}

function spawn(file, args, options) {
  const [list, given] = normalArguments(file, args, options);
  const command = findCommand(file);
  const child = new ChildProcess();
  const state = child._child;
  state.process = native.makeHandle('PROCESSWRAP');
  const pipes = [0, 1, 2].map(() => native.makeHandle('PIPEWRAP'));
  child.spawnfile = file;
  child.spawnargs = [given.argv0 ?? file, ...list];
  child.stdin = new Writable({
    write(chunk, encoding, callback) { callback(); },
    destroy(error, callback) { pipes[0].close(); callback(error); },
  });
  child.stdout = readPipe(child, pipes[1]);
  child.stderr = readPipe(child, pipes[2]);
  child.stdio = [child.stdin, child.stdout, child.stderr];
  if (command === undefined) {
    process.nextTick(emitSpawnError, child, spawnError(file, list));
    return child;
  }
  pids += 1;
  child.pid = kFirstPid + pids;
  process.nextTick(() => child.emit('spawn'));
  const { ms, ...result } = runCommand(command, list);
  if (ms > 0) {
    state.timer = setTimeout(() => {
      state.timer = null;
      finish(child, result);
    }, ms);
  } else {
    finish(child, result);
  }
  watchSignal(child, given);
  return child;
}

function watchSignal(child, { signal, timeout, killSignal = 'SIGTERM' }) {
  if (signal !== undefined) {
    validateAbortSignal(signal, 'options.signal');
    const onAbort = () => {
      if (child.kill(killSignal)) child.emit('error', new AbortError(undefined, { cause: signal.reason }));
    };
    if (signal.aborted) {
      process.nextTick(onAbort);
    } else {
      signal.addEventListener('abort', onAbort, { once: true });
      child.once('exit', () => signal.removeEventListener('abort', onAbort));
    }
  }
  if (timeout > 0) {
    const timer = setTimeout(() => child.kill(killSignal), timeout);
    child.once('exit', () => clearTimeout(timer));
  }
}

function execFile(file, args, options, callback) {
  const rest = [args, options, callback];
  const done = rest.find((value) => typeof value === 'function');
  const list = Array.isArray(args) ? args : [];
  const given = { encoding: 'utf8', ...rest.find((value) => typeof value === 'object' && value !== null && !Array.isArray(value)) };
  if (callback !== undefined) validateFunction(callback, 'callback');
  const child = spawn(file, list, given);
  if (done === undefined) return child;
  const isText = given.encoding !== 'buffer' && Buffer.isEncoding(given.encoding);
  const collected = [child.stdout, child.stderr].map((pipe) => {
    const chunks = [];
    if (isText) pipe.setEncoding(given.encoding);
    pipe.on('data', (chunk) => chunks.push(chunk));
    return () => (isText ? chunks.join('') : Buffer.concat(chunks));
  });
  let reported = false;
  const report = (error) => {
    if (reported) return;
    reported = true;
    const [stdout, stderr] = collected.map((get) => get());
    done(error, stdout, stderr);
  };
  const cmd = [file, ...list].join(' ');
  child.on('close', (code, signal) => {
    if (code === 0 && signal === null) {
      report(null);
      return;
    }
    const stderr = String(collected[1]());
    const error = new Error(`Command failed: ${cmd}\n${stderr}`);
    report(Object.assign(error, { code: code ?? null, killed: child.killed, signal, cmd }));
  });
  child.on('error', (error) => report(Object.assign(error, { cmd })));
  return child;
}
Object.defineProperty(execFile, Symbol.for('nodejs.util.promisify.custom'), {
  value: (...args) => {
    let child;
    const promise = new Promise((resolve, reject) => {
      child = execFile(...args, (error, stdout, stderr) => {
        if (error) reject(Object.assign(error, { stdout, stderr }));
        else resolve({ stdout, stderr });
      });
    });
    promise.child = child;
    return promise;
  },
});

module.exports = { ChildProcess, execFile, spawn };
for (const name of ['exec', 'execFileSync', 'execSync', 'fork', 'spawnSync']) {
  Object.defineProperty(module.exports, name, {
    get: () => require('native:host').refuse(`child_process.${name}`), enumerable: false, configurable: true });
}
