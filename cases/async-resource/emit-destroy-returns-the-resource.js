/*---
id: async-resource/emit-destroy-returns-the-resource
requires: [AR-DESTROY-01]
about: emitDestroy() returns the resource itself
features: [ids]
expect:
  same: true
---*/
const { AsyncResource } = require('node:async_hooks');
const resource = new AsyncResource('T', { requireManualDestroy: true });
observe('same', resource.emitDestroy() === resource);
