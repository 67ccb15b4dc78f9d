/*---
id: async-resource/hooks-surround-a-throwing-scope
requires: [AR-SCOPE-03, AR-SCOPE-05]
about: after is triggered also when the function throws
features: [create-hook, ids]
expect:
  events: {$each: [before, after, caught]}
---*/
const { AsyncResource, createHook } = require('node:async_hooks');
const events = [];
const resource = new AsyncResource('T');
const hook = createHook({
  before(id) { if (id === resource.asyncId()) events.push('before'); },
  after(id) { if (id === resource.asyncId()) events.push('after'); },
});
hook.enable();
try { resource.runInAsyncScope(() => { throw new Error(); }); } catch { events.push('caught'); }
hook.disable();
for (const event of events) observe('events', event);
