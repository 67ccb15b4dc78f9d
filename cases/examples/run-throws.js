/*---
id: examples/run-throws
requires: [ALS-RUN-05, ALS-RUN-06, ALS-RUN-02]
about: an error leaves run() as it is and takes the store with it; the timer inside keeps its store
formats: [mjs, cjs]
expect:
  getStore: {$each: [{id: 2}, undefined, {id: 2}]}
---*/
//@import { AsyncLocalStorage } from 'node:async_hooks'
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
//@block run-throws
