/*---
id: async-resource/emit-destroy-calls-the-hooks-once
requires: [AR-DESTROY-03]
about: emitDestroy() has the destroy hooks called with the id, later, once
features: [create-hook, ids]
expect:
  now: 0
  later: 1
---*/
const { AsyncResource, createHook } = require('node:async_hooks');
let seen = 0;
let id;
createHook({ destroy(destroyed) { if (destroyed === id) seen++; } }).enable();
const resource = new AsyncResource('T', { requireManualDestroy: true });
id = resource.asyncId();
resource.emitDestroy();
observe('now', seen);
// Destroy hooks are called in the check phase, before immediates.
setImmediate(() => setImmediate(() => observe('later', seen)));
