/*---
id: events/listener-runs-in-the-emitters-context
requires: [EE-EMIT-01]
about: a listener sees the store of whoever emits, not of who registered it
expect:
  listener: emit
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const { EventEmitter } = require('node:events');
const emitter = new EventEmitter();
als.run('register', () => emitter.on('event', () => observe('listener', als.getStore())));
als.run('emit', () => emitter.emit('event'));
