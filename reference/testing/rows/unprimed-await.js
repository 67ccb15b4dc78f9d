/*---
about: "an unprimed await of a chain that enters L, then getStore() (r01)"
node18: [L]
frame: [undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
(async () => {
  await Promise.resolve().then(() => als.enterWith('L'));
  observe('', als.getStore());
})();
