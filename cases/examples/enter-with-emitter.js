/*---
id: examples/enter-with-emitter
requires: [ALS-ENTER-03]
about: a store entered in one listener is seen by the next listener and after emit() returned
formats: [mjs, cjs]
expect:
  getStore: {$each: [undefined, {id: 1}, {id: 1}]}
---*/
//@import { AsyncLocalStorage } from 'node:async_hooks'
//@import { EventEmitter } from 'node:events'
// A delegate: what the block calls is observed, what the implementation calls itself is not.
const storage = new AsyncLocalStorage();
const asyncLocalStorage = {
  run: (...args) => storage.run(...args),
  exit: (...args) => storage.exit(...args),
  enterWith: (store) => storage.enterWith(store),
  getStore() {
    const seen = storage.getStore();
    observe('getStore', seen);
    return seen;
  },
};
const emitter = new EventEmitter();
//@block enter-with-emitter
