// A scope that throws inside a timer, with an uncaughtException listener.
'use strict';
const { note, start } = require('./_trace.cjs');
const { AsyncResource } = require('node:async_hooks');
process.on('uncaughtException', () => note('listener'));
start();
setTimeout(() => {
  const resource = new AsyncResource('R', { requireManualDestroy: true });
  resource.runInAsyncScope(() => { throw new Error(); });
}, 1);
