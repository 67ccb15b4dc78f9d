// What a stack trace calls the callbacks of the host: by their receiver, arrows too.
const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const EventEmitter = require('events');
const show = (label) => {
  const [line] = new Error(label).stack.split('\n').slice(2);
  console.log(label, line.trim().replace(/\(?\/.*\//, ''));
};
setTimeout(() => {
  show('timeout');
  setImmediate(() => show('immediate'));
  setTimeout(function named() { show('named timeout'); }, 1);
  setTimeout(async () => {
    show('async timeout');
    await null;
    show('async timeout, later');
    const interval = setInterval(() => {
      clearInterval(interval);
      show('interval');
    }, 1);
  }, 20);
}, 1);
process.nextTick(() => show('tick'));
queueMicrotask(() => show('microtask'));
Promise.resolve().then(() => show('reaction'));

const emitter = new EventEmitter();
emitter.on('x', () => show('listener'));
emitter.on('x', function() { show('listener function'); });
emitter.emit('x');

class Fields {
  arrow = () => show('field');
  static arrow = () => show('static field');
}
new Fields().arrow();
Fields.arrow();
const { arrow } = new Fields();
arrow();
const object = { arrow: () => show('arrow'), 'not a name': () => show('not a name'), inner: { arrow: () => show('inner') } };
object.arrow();
object['not a name']();
object.inner.arrow();
object.arrow.call(5);
object.arrow.call('text');
object.arrow.call(undefined);
new Proxy({ arrow: () => show('proxy') }, {}).arrow();
[1].forEach(() => show('forEach'));
[1].forEach(() => show('forEach with this'), object);

const storage = new AsyncLocalStorage();
storage.run(1, () => show('run'));
storage.exit(() => show('exit'));
new AsyncResource('R').runInAsyncScope(() => show('runInAsyncScope'));
AsyncResource.bind(() => show('bind'))();
