/*---
id: async-resource/scope-sets-the-execution-id
requires: [AR-SCOPE-02, HOOK-ID-02]
about: inside the scope the execution id is the resource's, afterwards the caller's
features: [ids]
expect:
  inside: true
  trigger: true
  after: true
---*/
const { AsyncResource, executionAsyncId, triggerAsyncId } = require('node:async_hooks');
const before = executionAsyncId();
const resource = new AsyncResource('T', { triggerAsyncId: 1 });
resource.runInAsyncScope(() => {
  observe('inside', executionAsyncId() === resource.asyncId());
  observe('trigger', triggerAsyncId() === 1);
});
observe('after', executionAsyncId() === before);
