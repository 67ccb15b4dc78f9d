/*---
id: examples/exit-throws
requires: [ALS-EXIT-01, ALS-EXIT-04, ALS-EXIT-05]
about: exit() hides the store for its callback; after it threw, the store is there again
formats: [mjs, cjs]
expect:
  getStore: {$each: [{user: 7}, undefined, {user: 7}]}
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
asyncLocalStorage.run({ user: 7 }, () => {
//@block exit-throws
});
