/*---
about: "the constructor's defaultValue and name (p34)"
node18: [undefined, undefined]
frame: [D, N]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const other = new AsyncLocalStorage({ defaultValue: 'D', name: 'N' });
observe('', other.getStore());
observe('', other.name);
