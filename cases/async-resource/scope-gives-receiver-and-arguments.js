/*---
id: async-resource/scope-gives-receiver-and-arguments
requires: [AR-SCOPE-04]
about: thisArg and further arguments reach the function
expect:
  receiver: {me: 1}
  args: [1, 2]
---*/
const { AsyncResource } = require('node:async_hooks');
new AsyncResource('T').runInAsyncScope(function(...args) {
  observe('receiver', this);
  observe('args', args);
}, { me: 1 }, 1, 2);
