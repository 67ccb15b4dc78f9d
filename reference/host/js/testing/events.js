// EventEmitter: listeners, errors, limits, once/on, captured rejections, EventEmitterAsyncResource.
const EventEmitter = require('events');
const { once, on } = EventEmitter;

const attempt = (f) => {
  try {
    console.log(f());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};

attempt(() => new EventEmitter());
attempt(() => Object.getOwnPropertyNames(EventEmitter.prototype));
attempt(() => Object.keys(EventEmitter));
attempt(() => EventEmitter);
attempt(() => new EventEmitter().on('x', 1));
attempt(() => EventEmitter.setMaxListeners(-1));
attempt(() => EventEmitter.setMaxListeners(1, {}));
attempt(() => new EventEmitter().setMaxListeners(NaN));
attempt(() => new EventEmitter().setMaxListeners('a'));
attempt(() => { EventEmitter.defaultMaxListeners = -1; });
attempt(() => { EventEmitter.captureRejections = 1; });
attempt(() => new EventEmitter({ captureRejections: 1 }));
attempt(() => new EventEmitter().emit('error'));
attempt(() => new EventEmitter().emit('error', { a: 1 }));
attempt(() => new EventEmitter().emit('error', undefined));
attempt(() => new EventEmitter().emit('error', new TypeError('passed on')));
attempt(() => new EventEmitter().emit('nobody'));
attempt(() => EventEmitter.getEventListeners({}, 'a'));
attempt(() => EventEmitter.getMaxListeners({}));
attempt(() => [EventEmitter.getMaxListeners(new EventEmitter()), EventEmitter.getMaxListeners(new EventTarget())]);
attempt(() => EventEmitter.addAbortListener(undefined, () => {}));

attempt(() => {
  const log = [];
  const emitter = new EventEmitter();
  emitter.on('newListener', (name) => log.push(`+${String(name)}`));
  emitter.on('removeListener', (name, listener) => log.push(`-${String(name)} ${listener.name}`));
  function f() { log.push('f'); }
  function g() { log.push('g'); }
  emitter.once('q', f);
  emitter.on('q', g);
  emitter.prependListener('q', () => log.push('first'));
  emitter.prependOnceListener('q', () => log.push('very first'));
  log.push(emitter.listenerCount('q'), emitter.rawListeners('q').length);
  const both = () => {};
  emitter.once('r', both).on('r', both).on('r', () => {});
  log.push(emitter.listenerCount('r', both), emitter.listenerCount('r', null), emitter.listenerCount('s', both),
           emitter.listenerCount('r', 5), emitter.listenerCount.length);
  emitter.emit('q');
  emitter.emit('q');
  emitter.off('q', g);
  log.push(emitter.eventNames());
  emitter.removeAllListeners();
  log.push(emitter.eventNames());
  return log;
});
attempt(() => {
  const log = [];
  const emitter = new EventEmitter();
  emitter.on('e', function(...args) { log.push(this === emitter, args); });
  emitter.on('e', () => emitter.on('e', () => log.push('late')));
  log.push(emitter.emit('e', 1, 2, 3), emitter.emit('e'));
  return log;
});
attempt(() => {
  const log = [];
  const emitter = new EventEmitter();
  emitter.on(EventEmitter.errorMonitor, (error) => log.push(`monitor ${error.message}`));
  try { emitter.emit('error', new Error('e')); } catch (error) { log.push(`thrown ${error.message}`); }
  emitter.on('error', () => log.push('handled'));
  emitter.emit('error', new Error('f'));
  return log;
});
attempt(() => {
  const emitter = new EventEmitter();
  const f = () => {};
  emitter.once('x', f);
  return [emitter.listeners('x')[0] === f, emitter.rawListeners('x')[0] === f, emitter.rawListeners('x')[0].listener === f];
});
attempt(() => {
  class Mine extends EventEmitter { constructor() { super(); this.own = 1; } }
  function Old() { EventEmitter.call(this); }
  Object.setPrototypeOf(Old.prototype, EventEmitter.prototype);
  return [new Mine(), new Old().on('a', () => {}).listenerCount('a')];
});

const { EventEmitterAsyncResource } = EventEmitter;
attempt(() => new EventEmitterAsyncResource());
attempt(() => new (class Query extends EventEmitterAsyncResource {})().asyncResource.constructor.name);
attempt(() => EventEmitterAsyncResource.prototype.emit.call(new EventEmitter(), 'x'));
attempt(() => Reflect.ownKeys(EventEmitterAsyncResource.prototype));
attempt(() => {
  const emitter = new EventEmitterAsyncResource({ name: 'Named', triggerAsyncId: 1 });
  const log = [];
  const { executionAsyncId } = require('async_hooks');
  emitter.on('x', (value) => log.push(value, executionAsyncId() === emitter.asyncId));
  emitter.emit('x', 'value');
  log.push(emitter.triggerAsyncId, emitter.emitDestroy(), emitter.asyncResource.eventEmitter === emitter);
  return log;
});

process.on('warning', (warning) => console.log(warning.name, warning.message, warning.count, String(warning.type)));
const crowded = new EventEmitter();
for (let i = 0; i < 12; i++) crowded.on('k', () => {});
const roomy = new EventEmitter();
roomy.setMaxListeners(0);
for (let i = 0; i < 12; i++) roomy.on('k', () => {});

async function main() {
  const emitter = new EventEmitter();
  setImmediate(() => emitter.emit('ready', 1, 2));
  console.log(await once(emitter, 'ready'));
  setImmediate(() => emitter.emit('error', new Error('instead')));
  await once(emitter, 'ready').catch((error) => console.log(error.message, emitter.eventNames()));
  setImmediate(() => emitter.emit('error', 'awaited'));
  console.log(await once(emitter, 'error'));
  await once({}, 'x').catch((error) => console.log(error.code, error.message));
  await once(emitter, 'x', { signal: AbortSignal.abort() }).catch(
    (error) => console.log(error.name, error.code, error.message, error.cause.name));
  const controller = new AbortController();
  setImmediate(() => controller.abort('why'));
  await once(emitter, 'x', { signal: controller.signal }).catch((error) => console.log(error.code, error.cause));

  setImmediate(() => {
    emitter.emit('item', 1);
    emitter.emit('item', 2);
    emitter.emit('error', new Error('end of items'));
  });
  try {
    for await (const value of on(emitter, 'item')) console.log(value);
  } catch (error) {
    console.log(error.message, emitter.eventNames());
  }
  const iterator = on(emitter, 'item');
  emitter.emit('item', 'queued');
  const waiting = [iterator.next(), iterator.next()];
  await iterator.return();
  console.log(await Promise.all(waiting), await iterator.next());
  attempt(() => iterator.throw(1));
  const stop = new AbortController();
  setImmediate(() => stop.abort());
  try {
    for await (const value of on(emitter, 'item', { signal: stop.signal })) console.log(value);
  } catch (error) {
    console.log(error.name, error.code);
  }
  const target = new EventTarget();
  setImmediate(() => target.dispatchEvent(new Event('woke')));
  console.log((await once(target, 'woke'))[0].type);

  const capturing = new EventEmitter({ captureRejections: true });
  capturing.on('error', (reason) => console.log('captured', reason));
  capturing.on('z', async () => { throw 7; });
  capturing.emit('z');
  await new Promise(setImmediate);
  capturing[EventEmitter.captureRejectionSymbol] = (...args) => console.log('by symbol', args);
  capturing.emit('z', 3);
}
main();
