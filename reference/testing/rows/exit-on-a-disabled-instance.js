/*---
about: "exit() on an instance that was never enabled, or disabled, does not enable it (section 1)"
node18: [undefined, undefined]
frame: [undefined, A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.exit(() => {});
observe('', als.getStore());
als.run('A', () => setTimeout(() => observe('', als.getStore()), 1));
als.disable();
als.exit(() => {});
