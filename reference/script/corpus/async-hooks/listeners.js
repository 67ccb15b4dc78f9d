// Listeners see the store of whoever emits.
const { AsyncLocalStorage } = require('node:async_hooks');
const { EventEmitter } = require('node:events');

const als = new AsyncLocalStorage();
const emitter = new EventEmitter();
const target = new EventTarget();
const show = function(...args) {
  console.log(als.getStore(), this === emitter, args.length);
};
als.run('registration', () => {
  emitter.on('event', show);
  emitter.once('event', show);
  target.addEventListener('event', (event) => console.log(als.getStore(), event.type));
});
als.run('emit', () => {
  emitter.emit('event', 1, 2);
  target.dispatchEvent(new Event('event'));
});
emitter.emit('event');
emitter.off('event', show);
emitter.emit('event');
console.log(emitter.listenerCount('event'));
