// An AsyncResource: scope in scope, emitDestroy twice.
'use strict';
const { note, start } = require('./_trace.cjs');
const { AsyncResource } = require('node:async_hooks');
start();
const outer = new AsyncResource('Outer', { requireManualDestroy: true });
outer.runInAsyncScope(() => {
  note('outer');
  const inner = new AsyncResource('Inner', { requireManualDestroy: true, triggerAsyncId: 1 });
  inner.runInAsyncScope(() => note('inner'));
  inner.emitDestroy();
  inner.emitDestroy();
});
