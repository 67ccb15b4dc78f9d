// Preloaded into Node with `-r`: the modules and globals of this folder replace Node's own, so that they can be
// checked without the simulator. What C++ gives them in the simulator comes from Node here.
'use strict';

const fs = require('fs');
const Module = require('module');
const path = require('path');
const nodeUtil = require('util');

const folder = path.dirname(__dirname);
const files = {
  'events': 'events.js', 'util': 'util.js', 'assert': 'assert.js', 'path': 'path.js',
  'url': 'url.js', 'os': 'os.js', 'timers/promises': 'timers_promises.js',
  'diagnostics_channel': 'diagnostics_channel.js', 'stream': 'stream.js', 'stream/promises': 'stream_promises.js',
  'string_decoder': 'string_decoder.js', 'readline': 'readline.js', 'readline/promises': 'readline_promises.js',
};
const parts = {
  'util/types': ['util', 'types'], 'assert/strict': ['assert', 'strict'],
  'path/posix': ['path', 'posix'], 'path/win32': ['path', 'win32'],
};
const native = {
  detachArrayBuffer(buffer) { new MessageChannel().port1.postMessage(null, [buffer]); },
  inspect: nodeUtil.inspect, format: nodeUtil.format,
  formatWithOptions: nodeUtil.formatWithOptions, types: nodeUtil.types,
};

const cloneOfNode = structuredClone;
const nativeMessaging = {
  clone(value, transfer) { return cloneOfNode(value, { transfer }); },
};

const nativeHost = {
  addPlainly() { return false; },  // leaves everything to the JavaScript
  bindFirst(fn, first) { return fn.bind(undefined, first); },
  imitate() { return false; },
  quick(name, slow) { return slow; },
  bindListener(listener) { return listener; },
  bindFinished(callback) { return callback; },
  bindReader() { return undefined; },
  makeEnumerable(prototype) {
    for (const key of Object.getOwnPropertyNames(prototype)) {
      if (key !== 'constructor') Object.defineProperty(prototype, key, { enumerable: true });
    }
  },
  refuseExports() {},
  writeOutput(text) { fs.writeSync(1, text); },
  writeError(text) { fs.writeSync(2, text); },
};

const load = Module._load;
Module._load = function(request, parent, isMain) {
  if (request === 'native:util') return native;
  if (request === 'native:host') return nativeHost;
  if (request === 'native:messaging') return nativeMessaging;
  const name = request.startsWith('node:') ? request.slice(5) : request;
  if (Object.hasOwn(parts, name)) {
    const [whole, part] = parts[name];
    return Module._load(whole, parent, false)[part];
  }
  if (Object.hasOwn(files, name)) return load.call(this, path.join(folder, files[name]), parent, isMain);
  return load.call(this, request, parent, isMain);
};

const globals = {
  './dom_exception.js': ['DOMException'],
  './event.js': ['Event'],
  './event_target.js': ['EventTarget'],
  './abort.js': ['AbortController', 'AbortSignal'],
  './url.js': ['URL', 'URLSearchParams'],
  './encoding.js': ['TextEncoder', 'TextDecoder'],
  './structured_clone.js': ['structuredClone'],
  './console.js': ['console'],
};
for (const [file, names] of Object.entries(globals)) {
  const exported = require(path.join(folder, file));
  for (const name of names) {
    if(!exported[name]) continue;
    Object.defineProperty(globalThis, name, {
      value: exported[name], writable: true, enumerable: false, configurable: true });
  }
}
