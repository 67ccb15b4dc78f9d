// A tick that throws before another.
'use strict';
const { note, start } = require('./_trace.cjs');
process.on('uncaughtException', () => note('listener'));
start();
process.nextTick(() => { throw new Error(); });
process.nextTick(() => note('second'));
