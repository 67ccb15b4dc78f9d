/*---
id: async-resource/destroyed-on-collection-unless-manual
requires: [AR-NEW-05]
about: never a destroy event for what is collected with requireManualDestroy; without it the document says both
features: [create-hook, ids, gc]
expect:
  automatic: {$any: [true, false]}
  manual: false
---*/
const { AsyncResource, createHook } = require('node:async_hooks');
const destroyed = new Set();
createHook({ destroy(id) { destroyed.add(id); } }).enable();
const turns = (n, done) => setImmediate(() => (n > 0 ? turns(n - 1, done) : done()));
const make = (options) => new AsyncResource('T', options).asyncId();
let automatic;
let manual;
setImmediate(() => {
  automatic = make({});
  manual = make({ requireManualDestroy: true });
  setImmediate(() => {
    globalThis.gc();
    turns(5, () => {
      observe('automatic', destroyed.has(automatic));
      observe('manual', destroyed.has(manual));
    });
  });
});
