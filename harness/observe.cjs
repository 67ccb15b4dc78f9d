// Defines the global `observe(label, value)` on a real runtime: prints one line, "label value".
// A plain script: loaded before the program (node --require, bun --preload, deno --preload).
// The reference prints by the same rule; spec/litmus-js.md, "Observations", states it.
(() => {
  'use strict';
  // Written straight to the descriptor where there is one: console.log makes async resources of its
  // own on first use, which programs with hooks would see.
  const fs = typeof require === 'function' ? require('fs') : null;
  const consoleLog = console.log.bind(console);
  const log = fs === null ? consoleLog : (line) => {
    const bytes = new TextEncoder().encode(line + '\n');
    for (let at = 0; at < bytes.length;) {
      try {
        at += fs.writeSync(1, bytes, at);
      } catch (error) {
        if (error.code !== 'EAGAIN') throw error;  // a full pipe: the reader will make room
      }
    }
  };
  const MAX_DEPTH = 8;

  const name = (object) => {
    const prototype = Object.getPrototypeOf(object);
    if (prototype === null || prototype === Object.prototype) return '';
    const own = Object.getOwnPropertyDescriptor(prototype, 'constructor');
    const constructor = own ? own.value : prototype.constructor;
    return typeof constructor === 'function' ? constructor.name : '';
  };

  const key = (k) => (typeof k === 'symbol' ? '[' + String(k) + ']' : JSON.stringify(k));

  const members = (object, seen) => {
    const parts = [];
    for (const k of Object.keys(object)) {
      const own = Object.getOwnPropertyDescriptor(object, k);
      parts.push(key(k) + ':' + ('value' in own ? text(own.value, seen) : '[accessor]'));
    }
    return parts;
  };

  const ofObject = (object, seen) => {
    if (seen.includes(object)) return '[circular]';
    if (seen.length >= MAX_DEPTH) return '[deep]';
    const inner = seen.concat([object]);
    if (Array.isArray(object)) {
      const parts = [];
      for (let i = 0; i < object.length; i++) parts.push(i in object ? text(object[i], inner) : '');
      return '[' + parts.join(',') + ']';
    }
    if (object instanceof Error) {
      const code = typeof object.code === 'string' ? '[' + object.code + ']' : '';
      return object.name + code + '(' + JSON.stringify(String(object.message)) + ')';
    }
    if (object instanceof Map) {
      const parts = [];
      for (const [k, v] of object) parts.push(text(k, inner) + '=>' + text(v, inner));
      return 'Map{' + parts.join(',') + '}';
    }
    if (object instanceof Set) {
      const parts = [];
      for (const v of object) parts.push(text(v, inner));
      return 'Set{' + parts.join(',') + '}';
    }
    if (object instanceof Promise) return 'Promise{}';
    return name(object) + '{' + members(object, inner).join(',') + '}';
  };

  const text = (value, seen) => {
    switch (typeof value) {
      case 'string': return JSON.stringify(value);
      case 'number': return Object.is(value, -0) ? '-0' : String(value);
      case 'bigint': return String(value) + 'n';
      case 'function': return '[function ' + value.name + ']';
      case 'object': return value === null ? 'null' : ofObject(value, seen);
      default: return String(value);  // undefined, booleans, symbols
    }
  };

  Object.defineProperty(globalThis, 'observe', {
    value: (label, value) => log(String(label) + ' ' + text(value, [])),
    writable: true, configurable: true, enumerable: false,
  });
})();
