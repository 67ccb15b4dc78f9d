/*---
id: disable/enter-with-enables-again
requires: [ALS-DISABLE-02]
about: enterWith() after disable() makes the instance work again
expect:
  disabled: undefined
  entered: B
  timer: B
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.disable();
  observe('disabled', als.getStore());
  als.enterWith('B');
  observe('entered', als.getStore());
  setTimeout(() => observe('timer', als.getStore()), 1);
});
