/*---
id: async-resource/bind-takes-a-receiver
requires: [AR-BIND-02]
about: with thisArg, a bound function always has that receiver
expect:
  given: {me: 1}
  callers: {me: 2}
---*/
const { AsyncResource } = require('node:async_hooks');
const resource = new AsyncResource('T');
const fixed = resource.bind(function() { return this; }, { me: 1 });
const free = resource.bind(function() { return this; });
observe('given', fixed.call({ me: 9 }));
observe('callers', free.call({ me: 2 }));
