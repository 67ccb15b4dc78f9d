// node:child_process: spawn and execFile of the commands in child_commands.js.
//
// A child is a PROCESSWRAP and three PIPEWRAPs, made by spawn(). Everything it tells comes in their scopes, so in the
// context of the spawn; in which order its output, the ends of its pipes and its exit come is up to the schedule.
'use strict';

const EventEmitter = require('events');
const { Readable, Writable } = require('stream');
const { AbortError, codedError } = require('./errors.js');
const native = require('native:child');
const { findCommand, runCommand } = require('./child_commands.js');
const { deadlySignal, execFileArguments, spawnArguments } = require('./child_options.js');

const kFirstPid = 1000;
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
    const name = deadlySignal(signal);
    const child = this._child;
    if (child.process === null || child.exited || child.timer === null) return false;
    this.killed = true;
    if (name === 0) return true;
    clearTimeout(child.timer);
    child.timer = null;
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
  child.exitCode = error.errno;
  child.emit('error', error);
  child.stdin.destroy();
  child.stdout.destroy();
  child.stderr.destroy();
  child._child.exited = true;
  child._child.process.close();
}

function spawn(file, args, options) {
  const [list, given] = spawnArguments(file, args, options);
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

function watchSignal(child, { signal, timeout, killSignal }) {
  if (signal !== undefined) {
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

/** Collects what a pipe gives, up to the limit; `overflow` is called when there is more. */
function collect(pipe, { encoding, maxBuffer }, overflow) {
  const chunks = [];
  const isText = encoding !== 'buffer' && Buffer.isEncoding(encoding);
  let length = 0;
  if (isText) pipe.setEncoding(encoding);
  pipe.on('data', (chunk) => {
    // In the units of the limit: bytes of the text, whatever it is made of.
    const size = isText ? Buffer.byteLength(chunk, encoding) : chunk.length;
    const room = (maxBuffer === undefined ? Infinity : maxBuffer) - length;
    length += size;
    chunks.push(size > room ? chunk.slice(0, room) : chunk);
    if (size > room) overflow();
  });
  return () => (isText ? chunks.join('') : Buffer.concat(chunks));
}

function execFile(file, ...rest) {
  const { args: list, options: given, callback: done } = execFileArguments(...rest);
  const child = spawn(file, list, given);
  if (typeof done !== 'function') return child;
  let failure = null;
  const collected = ['stdout', 'stderr'].map((name) => collect(child[name], given, () => {
    failure = codedError(RangeError, 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER', `${name} maxBuffer length exceeded`);
    child.stdout.destroy();
    child.stderr.destroy();
    child.kill(given.killSignal);
  }));
  let reported = false;
  const report = (error) => {
    if (reported) return;
    reported = true;
    const [stdout, stderr] = collected.map((get) => get());
    done(error, stdout, stderr);
  };
  const cmd = [file, ...list].join(' ');
  child.on('close', (code, signal) => {
    if (failure !== null) {
      report(Object.assign(failure, { cmd }));
      return;
    }
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
require('native:host').refuseExports(
  module.exports, 'child_process', 'exec execFileSync execSync fork spawnSync _forkChild');
