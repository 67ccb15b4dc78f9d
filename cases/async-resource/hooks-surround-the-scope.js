/*---
id: async-resource/hooks-surround-the-scope
requires: [AR-SCOPE-05, AR-NEW-04]
about: construction triggers init; the scope triggers before and after around the function
features: [create-hook, ids]
expect:
  events: {$each: [init T, before, function, after]}
---*/
const { AsyncResource, createHook } = require('node:async_hooks');
const events = [];
let id;
const hook = createHook({
  init(asyncId, type) { if (type === 'T') { id = asyncId; events.push('init T'); } },
  before(asyncId) { if (asyncId === id) events.push('before'); },
  after(asyncId) { if (asyncId === id) events.push('after'); },
});
hook.enable();
const resource = new AsyncResource('T');
resource.runInAsyncScope(() => events.push('function'));
hook.disable();
for (const event of events) observe('events', event);
