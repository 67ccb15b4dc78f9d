/*---
id: examples/enter-with
requires: [ALS-ENTER-01, ALS-ENTER-02]
about: enterWith() replaces the store for the rest of the synchronous run and for what it starts
formats: [mjs, cjs]
expect:
  getStore: {$each: [{id: 1}, {id: 1}]}
  same: {$each: [true, true]}
---*/
//@import { AsyncLocalStorage } from 'node:async_hooks'
let first;
// A delegate: what the block calls is observed, what the implementation calls itself is not.
const storage = new AsyncLocalStorage();
const asyncLocalStorage = {
  run: (...args) => storage.run(...args),
  exit: (...args) => storage.exit(...args),
  enterWith: (store) => storage.enterWith(store),
  getStore() {
    const seen = storage.getStore();
    first ??= seen;
    observe('getStore', seen);
    observe('same', seen === first);
    return seen;
  },
};
function someAsyncOperation(callback) { setTimeout(() => setImmediate(callback), 1); }
//@block enter-with
