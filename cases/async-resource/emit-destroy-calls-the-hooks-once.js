/*---
id: async-resource/emit-destroy-calls-the-hooks-once
requires: [AR-DESTROY-03]
about: emitDestroy() has the destroy hooks called with the id, once; at once or later
features: [create-hook, ids]
expect:
  now: {$any: [0, 1]}
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
// By then Node has called them: it does so in the check phase, before immediates.
setImmediate(() => setImmediate(() => observe('later', seen)));
