// An immediate, a tick and a microtask.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
setImmediate(() => note('immediate'));
process.nextTick(() => note('tick'));
queueMicrotask(() => note('microtask'));
