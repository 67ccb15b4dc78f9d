/*---
id: enter-with/does-not-reach-a-sibling-callback
requires: [ALS-ENTER-02]
about: a store entered in one timer's callback is not seen in another's
expect:
  entered: E
  sibling: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
setTimeout(() => { als.enterWith('E'); observe('entered', als.getStore()); }, 1);
setTimeout(() => observe('sibling', als.getStore()), 1);
