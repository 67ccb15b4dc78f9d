/*---
id: events/bound-listener-keeps-its-context
requires: [EE-BIND-01]
about: a listener bound with AsyncResource.bind() sees the store of where it was bound
expect:
  bound: register
  unbound: emit
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const { EventEmitter } = require('node:events');
const als = new AsyncLocalStorage();
const emitter = new EventEmitter();
als.run('register', () => {
  emitter.on('event', AsyncResource.bind(() => observe('bound', als.getStore())));
  emitter.on('event', () => observe('unbound', als.getStore()));
});
als.run('emit', () => emitter.emit('event'));
