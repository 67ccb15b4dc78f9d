/*---
id: async-resource/static-bind-captures-the-current-context
requires: [AR-SBIND-01]
about: AsyncResource.bind(fn) captures the context of the call to bind
expect:
  inside: A
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const bound = als.run('A', () => AsyncResource.bind(() => observe('inside', als.getStore())));
als.run('B', bound);
