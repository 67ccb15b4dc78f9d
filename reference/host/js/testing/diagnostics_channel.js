// diagnostics_channel: subscribing, publishing, stores bound to a channel.
const channels = require('diagnostics_channel');
const { AsyncLocalStorage } = require('async_hooks');

const channel = channels.channel('one');
console.log(channel.name, channel.hasSubscribers, channels.channel('one') === channel, channels.hasSubscribers('none'));
const first = (message, name) => console.log('first', message, name);
channel.subscribe(first);
channels.subscribe('one', (message) => console.log('second', message));
console.log(channel.hasSubscribers, channels.hasSubscribers('one'));
channel.publish({ a: 1 });
console.log(channel.unsubscribe(first), channel.unsubscribe(first), channels.unsubscribe('none', first));
channel.publish('again');
for (const wrong of [() => channels.channel(1), () => channel.subscribe(1)]) {
  try { wrong(); } catch (error) { console.log(error.code, error.message); }
}
const storage = new AsyncLocalStorage();
channel.bindStore(storage, (data) => ({ wrapped: data }));
console.log(channel.runStores('data', function(x) { return [this, x, storage.getStore()]; }, 'self', 5), storage.getStore());
console.log(channel.unbindStore(storage), channel.unbindStore(storage));
process.on('uncaughtException', (error) => console.log('uncaught', error));
channel.subscribe(() => { throw 'from a subscriber'; });
channel.publish('x');
