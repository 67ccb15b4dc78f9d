/*---
id: enter-with/does-not-reach-a-sibling-callback
requires: [ALS-ENTER-02]
about: a store entered in one timer's callback is seen in a timer made there, and not in another's
expect:
  entered: E
  child: E
  sibling: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
setTimeout(() => {
  als.enterWith('E');
  observe('entered', als.getStore());
  setTimeout(() => observe('child', als.getStore()), 1);
}, 1);
setTimeout(() => observe('sibling', als.getStore()), 1);
