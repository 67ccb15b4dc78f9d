/*---
id: async-resource/static-bind-takes-type-and-receiver
requires: [AR-SBIND-02]
about: AsyncResource.bind(fn, type, thisArg) fixes the receiver
expect:
  receiver: {me: 1}
---*/
const { AsyncResource } = require('node:async_hooks');
const bound = AsyncResource.bind(function() { return this; }, 'TYPE', { me: 1 });
observe('receiver', bound.call({ me: 2 }));
