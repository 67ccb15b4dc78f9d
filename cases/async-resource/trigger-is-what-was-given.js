/*---
id: async-resource/trigger-is-what-was-given
requires: [AR-TRIGGER-01, AR-NEW-03]
about: triggerAsyncId() is the id given to the constructor, else the current execution id
features: [ids]
expect:
  option: 7
  default: true
  inside: true
---*/
const { AsyncResource, executionAsyncId } = require('node:async_hooks');
observe('option', new AsyncResource('T', { triggerAsyncId: 7 }).triggerAsyncId());
observe('default', new AsyncResource('T').triggerAsyncId() === executionAsyncId());
const outer = new AsyncResource('Outer');
outer.runInAsyncScope(() => {
  observe('inside', new AsyncResource('Inner').triggerAsyncId() === outer.asyncId());
});
