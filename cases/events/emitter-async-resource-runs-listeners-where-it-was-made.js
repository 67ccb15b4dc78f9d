/*---
id: events/emitter-async-resource-runs-listeners-where-it-was-made
requires: [EE-RESOURCE-01]
about: EventEmitterAsyncResource emits in the context of its own construction
expect:
  listener: made
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const { EventEmitterAsyncResource } = require('node:events');
const emitter = als.run('made', () => new EventEmitterAsyncResource({ name: 'Q' }));
als.run('register', () => emitter.on('event', () => observe('listener', als.getStore())));
als.run('emit', () => emitter.emit('event'));
