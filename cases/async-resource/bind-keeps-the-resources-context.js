/*---
id: async-resource/bind-keeps-the-resources-context
requires: [AR-BIND-01]
about: resource.bind(fn) calls fn in the resource's context
expect:
  inside: made
  args: [1, 2]
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const resource = als.run('made', () => new AsyncResource('T'));
const bound = als.run('binding', () => resource.bind((...args) => {
  observe('inside', als.getStore());
  observe('args', args);
}));
als.run('caller', () => bound(1, 2));
