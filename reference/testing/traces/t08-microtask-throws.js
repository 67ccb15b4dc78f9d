// A microtask that throws before another.
'use strict';
const { note, start } = require('./_trace.cjs');
process.on('uncaughtException', () => note('listener'));
start();
queueMicrotask(() => { throw new Error(); });
queueMicrotask(() => note('second'));
