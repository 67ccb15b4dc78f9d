// A reaction and a tick queued by a timer.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
setTimeout(() => {
  note('callback');
  Promise.resolve().then(() => note('reaction'));
  process.nextTick(() => note('tick'));
}, 1);
