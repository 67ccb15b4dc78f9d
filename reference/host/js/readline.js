// node:readline: lines of a stream that is no terminal.
'use strict';

const EventEmitter = require('events');
const {
  AbortError, codedError, invalidArgType, invalidArgValue, validateAbortSignal, validateInteger, validateString,
} = require('./errors.js');

const kLineEnding = /\r?\n|\r(?!\n)/;
const kCrlfDelay = 100; // ms between \r and \n of one line end

function usedAfterClose() {
  return codedError(Error, 'ERR_USE_AFTER_CLOSE', 'readline was closed', usedAfterClose);
}

/** Options that concern terminals only must be right all the same. */
function checkOptions({ completer, escapeCodeTimeout, history, historySize, signal, tabSize }) {
  if (tabSize !== undefined) validateInteger(tabSize, 'tabSize', 1, 2 ** 32 - 1);
  if (escapeCodeTimeout !== undefined && !Number.isFinite(escapeCodeTimeout)) {
    throw invalidArgValue('input.escapeCodeTimeout', 500);
  }
  if (signal) validateAbortSignal(signal, 'options.signal');
  if (completer !== undefined && typeof completer !== 'function') throw invalidArgValue('completer', completer);
  if (history !== undefined && !Array.isArray(history)) throw invalidArgType('history', 'Array', history);
  if (historySize !== undefined && !(typeof historySize === 'number' && historySize >= 0)) {
    throw invalidArgValue('historySize', historySize, 'is invalid', RangeError);
  }
}

function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  const options = input && input.input ? input : { input, output, completer, terminal };
  EventEmitter.call(this);
  checkOptions(options);
  input = options.input;
  if (options.terminal) require('native:host').refuse('readline on a terminal');
  const delay = options.crlfDelay === undefined ? kCrlfDelay : Math.max(kCrlfDelay, options.crlfDelay);
  this.input = input;
  this.output = options.output;
  this.terminal = false;
  this.line = '';
  this.paused = false;
  this.crlfDelay = delay;
  Object.defineProperty(this, '_state', {
    value: {
      decoder: new (require('string_decoder').StringDecoder)('utf8'), rest: '', returnAt: 0, prompt: options.prompt ?? '> ',
      oldPrompt: undefined, onAnswer: null,
    },
  });
  const onError = (error) => this.emit('error', error);
  const onData = (data) => this._normalWrite(data);
  const onEnd = () => {
    if (this._state.rest.length > 0) this.emit('line', this._state.rest);
    this.close();
  };
  input.on('error', onError);
  input.on('data', onData);
  input.on('end', onEnd);
  this.once('close', () => {
    input.removeListener('error', onError);
    input.removeListener('data', onData);
    input.removeListener('end', onEnd);
  });
  if (options.signal) {
    const onAbort = () => this.close();
    if (options.signal.aborted) {
      process.nextTick(onAbort);
    } else {
      options.signal.addEventListener('abort', onAbort, { once: true });
      this.once('close', () => options.signal.removeEventListener('abort', onAbort));
    }
  }
  input.resume();
}
Object.setPrototypeOf(Interface, EventEmitter);

Interface.prototype = {
  __proto__: EventEmitter.prototype,

  getPrompt() {
    return this._state.prompt;
  },

  setPrompt(prompt) {
    this._state.prompt = prompt;
  },

  prompt() {
    if (this.paused) this.resume();
    this._writeToOutput(this._state.prompt);
  },

  question(query, options, callback) {
    const done = typeof options === 'function' ? options : callback;
    const signal = typeof options === 'function' ? undefined : options?.signal;
    if (signal) {
      validateAbortSignal(signal, 'options.signal');
      if (signal.aborted) return;
      const onAbort = () => this._dropQuestion();
      signal.addEventListener('abort', onAbort, { once: true });
      this._ask(query, typeof done === 'function' ? (answer) => {
        signal.removeEventListener('abort', onAbort);
        return done(answer);
      } : onAbort);
    } else if (typeof done === 'function') {
      this._ask(query, done);
    }
  },

  _ask(query, callback) {
    if (this.closed) throw usedAfterClose();
    const state = this._state;
    if (state.onAnswer) {
      this.prompt();
      return;
    }
    state.oldPrompt = state.prompt;
    this.setPrompt(query);
    state.onAnswer = callback;
    this.prompt();
  },

  _dropQuestion() {
    const state = this._state;
    if (!state.onAnswer) return;
    state.onAnswer = null;
    this.setPrompt(state.oldPrompt);
  },

  write(data) {
    if (this.paused) this.resume();
    this._normalWrite(data);
  },

  pause() {
    if (this.paused) return this;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  },

  resume() {
    if (!this.paused) return this;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  },

  close() {
    if (this.closed) return;
    this.pause();
    this.closed = true;
    this.emit('close');
  },

  getCursorPos() {
    return { rows: 0, cols: 0 };
  },

  _writeToOutput(text) {
    validateString(text, 'stringToWrite');
    if (this.output !== null && this.output !== undefined) this.output.write(text);
  },

  /** Text or bytes of the input: every complete line is emitted, the rest is kept. */
  _normalWrite(data) {
    if (data === undefined) return;
    const state = this._state;
    let text = typeof data === 'string' ? data : state.decoder.write(data);
    if (state.returnAt && Date.now() - state.returnAt <= this.crlfDelay) {
      if (text.charCodeAt(0) === 10) text = text.slice(1);
      state.returnAt = 0;
    }
    if (!kLineEnding.test(text)) {
      state.rest += text;
      return;
    }
    const lines = (state.rest + text).split(kLineEnding);
    state.returnAt = text.endsWith('\r') ? Date.now() : 0;
    state.rest = lines.pop();
    for (const line of lines) this._onLine(line);
  },

  _onLine(line) {
    const state = this._state;
    if (!state.onAnswer) {
      this.emit('line', line);
      return;
    }
    const callback = state.onAnswer;
    state.onAnswer = null;
    this.setPrompt(state.oldPrompt);
    callback(line);
  },

  [Symbol.asyncIterator]() {
    return lineIterator(this);
  },
};
Object.defineProperty(Interface.prototype, 'constructor', { value: Interface, writable: true, configurable: true });
Object.defineProperty(Interface.prototype.question, Symbol.for('nodejs.util.promisify.custom'), {
  value: function(query, options) {
    return new Promise((resolve, reject) => ask(this, query, options, resolve, reject));
  },
});

/** A question as a promise. */
function ask(reader, query, options, resolve, reject) {
  const signal = options?.signal;
  if (signal) {
    if (signal.aborted) {
      reject(new AbortError(undefined, { cause: signal.reason }));
      return;
    }
    const onAbort = () => {
      reader._dropQuestion();
      reject(new AbortError(undefined, { cause: signal.reason }));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    reader._ask(query, (answer) => {
      signal.removeEventListener('abort', onAbort);
      resolve(answer);
    });
  } else {
    reader._ask(query, resolve);
  }
}

/** The lines from now on; ends with the interface, and closes it when it is left early. */
function lineIterator(reader) {
  const lines = [];
  const waiting = [];
  let over = reader.closed;
  let failure = null;
  const onLine = (line) => {
    if (waiting.length > 0) waiting.shift().resolve({ value: line, done: false });
    else lines.push(line);
  };
  const end = () => {
    over = true;
    reader.removeListener('line', onLine);
    reader.removeListener('error', onError);
    reader.removeListener('close', end);
    for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  };
  const onError = (error) => {
    over = true;
    if (waiting.length > 0) waiting.shift().reject(error);
    else failure = error;
    end();
  };
  reader.on('line', onLine);
  reader.on('error', onError);
  reader.on('close', end);
  return {
    next() {
      if (lines.length > 0) return Promise.resolve({ value: lines.shift(), done: false });
      if (failure) {
        const error = failure;
        failure = null;
        return Promise.reject(error);
      }
      if (over) return end();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      const result = end();
      reader.close();
      return result;
    },
    throw(error) {
      if (!(error instanceof Error)) throw invalidArgType('EventEmitter.AsyncIterator', 'Error', error);
      onError(error);
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() { return this; },
  };
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

function refused(name) {
  return () => require('native:host').refuse(`readline.${name}`);
}

module.exports = {
  Interface, clearLine: refused('clearLine'), clearScreenDown: refused('clearScreenDown'), createInterface,
  cursorTo: refused('cursorTo'), emitKeypressEvents: refused('emitKeypressEvents'), moveCursor: refused('moveCursor'),
};
Object.defineProperty(module.exports, 'promises', {
  get() { return require('readline/promises'); }, enumerable: true, configurable: true });
Object.defineProperty(module.exports, 'askPromise', { value: ask });
