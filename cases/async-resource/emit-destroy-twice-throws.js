/*---
id: async-resource/emit-destroy-twice-throws
requires: [AR-DESTROY-02]
about: a second emitDestroy() throws
features: [create-hook, ids]
expect:
  second: {$match: '.*Error.*'}
---*/
const { AsyncResource, createHook } = require('node:async_hooks');
createHook({ destroy() {} }).enable();
const resource = new AsyncResource('T', { requireManualDestroy: true });
resource.emitDestroy();
let second;
try { resource.emitDestroy(); } catch (error) { second = error; }
observe('second', second);
