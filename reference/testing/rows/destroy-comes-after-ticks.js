/*---
about: "emitDestroy(): the destroy hook, a tick, a microtask and an immediate that were queued with it (section 2)"
node18: [sync, tick, microtask, destroy, immediate]
frame: [sync, tick, microtask, destroy, immediate]
---*/
const { AsyncResource, createHook } = require('node:async_hooks');
let wanted = 0;
createHook({ destroy(id) { if (id === wanted) observe('', 'destroy'); } }).enable();
const resource = new AsyncResource('R', { requireManualDestroy: true });
wanted = resource.asyncId();
setImmediate(() => observe('', 'immediate'));
queueMicrotask(() => observe('', 'microtask'));
process.nextTick(() => observe('', 'tick'));
resource.emitDestroy();
observe('', 'sync');
