// Destroy events wait for the check phase; when more than 16384 do, a microtask delivers them.
const { AsyncResource, createHook } = require('node:async_hooks');
let seen = 0;
createHook({ destroy() { seen++; } }).enable();
function emit(count) {
  const before = seen;
  const resources = [];
  for (let i = 0; i < count; i++) resources.push(new AsyncResource('R', { requireManualDestroy: true }));
  queueMicrotask(() => observe('queued before', seen - before));
  for (const resource of resources) resource.emitDestroy();
  queueMicrotask(() => observe('queued after', seen - before >= count));
  process.nextTick(() => observe('tick', seen - before));
}
emit(16384);
setImmediate(() => {
  observe('immediate', seen >= 16384);
  emit(16385);
  setImmediate(() => observe('immediate', seen >= 16384 + 16385));
});
