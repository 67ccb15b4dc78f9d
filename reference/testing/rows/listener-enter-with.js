/*---
about: "enterWith in a listener, seen by a later listener and after emit (p04)"
node18: [E, E]
frame: [E, E]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const { EventEmitter } = require('node:events');
const emitter = new EventEmitter();
emitter.on('x', () => als.enterWith('E'));
emitter.on('x', () => observe('', als.getStore()));
als.run('A', () => { emitter.emit('x'); observe('', als.getStore()); });
