// Records hook events and prints them at exit, with ids numbered in order of their init.
'use strict';
const { createHook, executionAsyncId, triggerAsyncId } = require('node:async_hooks');

const lines = [];
const numbers = new Map();
const name = (id) => (numbers.has(id) ? '#' + numbers.get(id) : String(id));

exports.note = (text) => lines.push(text + ' exec=' + name(executionAsyncId()) + ' trig=' + name(triggerAsyncId()));

exports.start = () => createHook({
  init(id, type, trigger) {
    numbers.set(id, numbers.size + 1);
    lines.push('init ' + type + name(id) + ' trig=' + name(trigger) + ' exec=' + name(executionAsyncId()));
  },
  before(id) { lines.push('before ' + name(id)); },
  after(id) { lines.push('after ' + name(id)); },
  destroy(id) { lines.push('destroy ' + name(id)); },
  promiseResolve(id) { lines.push('resolve ' + name(id)); },
}).enable();

process.on('exit', () => { for (const line of lines) observe('', line); });
