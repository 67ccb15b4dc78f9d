// Worker: a thread with a program of its own. What happens in it reaches this object as events: 'online', 'message',
// 'messageerror', 'error', 'exit'. The thread is the C++ side's (workers.cc).
'use strict';

const EventEmitter = require('./events.js');
const { codedError, describeReceived, invalidArgType, invalidArgValue } = require('./errors.js');
const { refuse } = require('native:host');
const native = require('native:worker');

const SHARE_ENV = Symbol.for('nodejs.worker_threads.SHARE_ENV');

const kLimits = ['maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'];
const kDefaultStackMb = 4;

function readLimits(limits) {
  const list = [-1, -1, -1, kDefaultStackMb];
  if (typeof limits !== 'object' || limits === null) return list;
  kLimits.forEach((key, i) => {
    if (typeof limits[key] === 'number') list[i] = key === 'maxOldGenerationSizeMb' ? Math.max(limits[key], 2) : limits[key];
  });
  return list;
}

function showLimits(list) {
  return Object.fromEntries(kLimits.map((key, i) => [key, list[i]]));
}

function isUrl(value) {
  if (value === null || typeof value !== 'object') return false;
  return value instanceof require('./url.js').URL || (typeof value.href === 'string' && value.origin !== undefined);
}

/** The absolute path of the script, or the text itself with the option eval. */
function readFilename(filename, options) {
  if (options.eval) {
    if (typeof filename !== 'string') {
      throw invalidArgValue('options.eval', options.eval, "must be false when 'filename' is not a string");
    }
    return filename;
  }
  if (isUrl(filename)) {
    if (filename.protocol === 'data:') refuse('a Worker of a data: URL');
    return require('./url.js').fileURLToPath(filename);
  }
  if (typeof filename !== 'string') throw invalidArgType('filename', ['string', 'URL'], filename);
  if (filename.startsWith('/') || /^\.\.?\//.test(filename)) return require('./path.js').resolve(filename);
  const hint = filename.startsWith('file://') ? ' Wrap file:// URLs with `new URL`.' : '';
  const blob = filename.startsWith('data:text/javascript') ? ' Wrap data: URLs with `new URL`.' : '';
  throw codedError(TypeError, 'ERR_WORKER_PATH',
                   'The worker script or module filename must be an absolute path or a relative path starting with ' +
                   `'./' or '../'.${hint}${blob} Received "${filename}"`);
}

function readEnvironment(env) {
  if (env === SHARE_ENV) refuse('worker_threads.SHARE_ENV');
  if (env === undefined || env === null) env = process.env;
  else if (typeof env !== 'object') {
    throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE',
                     'The "options.env" property must be of type object or one of undefined, null, or ' +
                     `worker_threads.SHARE_ENV.${describeReceived(env)}`);
  }
  if (env.NODE_OPTIONS && env.NODE_OPTIONS !== process.env.NODE_OPTIONS) refuse('NODE_OPTIONS in the option env of Worker');
  return Object.entries(env).map(([key, value]) => [key, `${value}`]);
}

// What only code inside the class can do; set by its static block.
let ended;
let streamOf;

class Worker extends EventEmitter {
  #id;
  #port;
  #limits;
  #output = [undefined, undefined];
  #forwards;

  constructor(filename, options = {}) {
    super();
    if (options.execArgv && !Array.isArray(options.execArgv)) {
      throw invalidArgType('options.execArgv', 'Array', options.execArgv);
    }
    if (options.argv && !Array.isArray(options.argv)) throw invalidArgType('options.argv', 'Array', options.argv);
    const file = readFilename(filename, options);
    if (options.stdin) refuse('the option stdin of Worker');
    this.#forwards = [!options.stdout, !options.stderr];
    const env = readEnvironment(options.env);
    if (options.execArgv && options.execArgv.length > 0) require('./worker_options.js').checkExecArgv(options.execArgv);
    this.#limits = readLimits(options.resourceLimits);
    const { port, threadId } = native.start(this, {
      file,
      evaluated: Boolean(options.eval),
      argv: (options.argv || []).map((argument) => `${argument}`),
      env,
      data: {
        workerData: options.workerData === undefined ? null : options.workerData,
        environmentData: require('./own_thread.js').environmentData,
      },
      transferList: options.transferList ? [...options.transferList] : [],
      resourceLimits: this.#limits,
      stdout: options.stdout,
      stderr: options.stderr,
    });
    this.#id = threadId;
    this.#port = port;
    port.on('message', (message) => this.emit('message', message));
    port.on('messageerror', (error) => this.emit('messageerror', error));
    process.nextTick(() => process.emit('worker', this));
  }

  postMessage(...args) {
    if (this.#port !== undefined) this.#port.postMessage(...args);
  }

  terminate(callback = undefined) {
    if (typeof callback === 'function') {
      process.emitWarning('Passing a callback to worker.terminate() is deprecated. It returns a Promise instead.',
                          'DeprecationWarning', 'DEP0132');
      if (this.#port === undefined) return Promise.resolve();
      this.once('exit', (code) => callback(null, code));
    }
    if (this.#port === undefined) return Promise.resolve();
    this.ref();
    native.stop(this.#id);
    return new Promise((resolve) => this.once('exit', resolve));
  }

  ref() {
    if (this.#port !== undefined) native.setRef(this.#id, true);
  }

  unref() {
    if (this.#port !== undefined) native.setRef(this.#id, false);
  }

  get threadId() { return this.#port === undefined ? -1 : this.#id; }
  get resourceLimits() { return this.#port === undefined ? {} : showLimits(this.#limits); }
  get stdin() { return null; }
  get stdout() { return this.#stream(1); }
  get stderr() { return this.#stream(2); }
  get performance() { return refuse('worker.performance'); }
  getHeapSnapshot() { return refuse('worker.getHeapSnapshot'); }

  /** What the worker writes, as a stream; made when somebody asks. */
  #stream(number) {
    if (this.#output[number - 1] === undefined) {
      const { Readable } = require('./stream.js');
      // Without the option the output is also forwarded, and that is what asks for more.
      const read = this.#forwards[number - 1] ? () => {} : () => native.want(this.#id, number);
      this.#output[number - 1] = new Readable({ read });
      native.capture(this.#id, number);
    }
    return this.#output[number - 1];
  }

  static {
    ended = (worker) => {
      worker.#port = undefined;
      for (const stream of worker.#output) if (stream !== undefined) stream.push(null);
    };
    streamOf = (worker, number) => worker.#stream(number);
  }
}

// What the C++ side calls.
const callbacks = {
  online(worker) { worker.emit('online'); },
  output(worker, number, text) { streamOf(worker, number).push(text, 'utf8'); },
  error(worker, description) { worker.emit('error', require('./worker_error.js').makeError(description)); },
  exit(worker, code) {
    ended(worker);
    worker.emit('exit', code);
  },
};

module.exports = { SHARE_ENV, Worker, callbacks, kLimits };
