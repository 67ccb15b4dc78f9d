/*---
about: "a bound function's asyncResource property (p17)"
node18: [true]
frame: [true]
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
observe('', AsyncResource.bind(() => {}).asyncResource instanceof AsyncResource);
