/*---
id: fs/store-entered-in-a-callback-ends-with-it
requires: [ALS-ENTER-01, ALS-ENTER-02]
about: enterWith() in one callback is seen by what follows from it, not by the callback of another call
features: [fs]
expect:
  entered: E
  following: E
  other: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const als = new AsyncLocalStorage();
als.run('A', () => {
  fs.stat(__filename, () => {
    als.enterWith('E');
    observe('entered', als.getStore());
    fs.stat(__filename, () => observe('following', als.getStore()));
  });
  fs.stat(__filename, () => setTimeout(() => observe('other', als.getStore()), 20));
});
