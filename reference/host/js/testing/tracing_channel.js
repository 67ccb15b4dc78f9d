// tracingChannel: the order of its events, what they carry, stores, wrong arguments.
const dc = require('node:diagnostics_channel');
const { AsyncLocalStorage } = require('node:async_hooks');
const log = (...parts) => console.log(...parts);
const kEvents = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

const traced = dc.tracingChannel('test');
log(kEvents.map((event) => traced[event].name), traced.constructor.name);
const handlers = {};
for (const event of kEvents) {
  handlers[event] = (context, name) => log(event, JSON.stringify(context), context.error && context.error.message, name);
}
traced.subscribe(handlers);
log(traced.start.hasSubscribers, dc.hasSubscribers('tracing:test:end'));

log('sync', traced.traceSync(function(a, b) { return [this.me, a, b]; }, { id: 1 }, { me: 'self' }, 'a', 'b'));
try {
  traced.traceSync(() => { throw new Error('thrown'); }, { id: 2 });
} catch (error) {
  log('caught', error.message);
}
log('no context', traced.traceSync(() => 'value'));
log('a callback', traced.traceCallback((x, done) => { done(null, x); return 'returned'; }, 1, { id: 3 }, null, 'x',
                                       function(...args) { log('called', args, typeof this); return 'ignored'; }));
log('the last argument', traced.traceCallback((x, done) => done(new Error('bad')), -1, { id: 4 }, null, 'y',
                                              (error, value) => log('called', error.message, value)));
for (const wrong of [() => traced.traceCallback(() => {}, 0, {}, null, 'no function'), () => dc.tracingChannel(5),
                     () => dc.tracingChannel(null), () => dc.tracingChannel({ ...traced, end: {} })]) {
  try {
    wrong();
  } catch (error) {
    log(error.code, error.message);
  }
}
log('again', dc.tracingChannel({ ...traced }).start === traced.start);

async function promises() {
  log('promised', await traced.tracePromise(async (x) => x, { id: 5 }, null, 'z'));
  log('rejected', await traced.tracePromise(async () => { throw new Error('no'); }, { id: 6 }).catch((e) => e.message));
  log('no promise', await traced.tracePromise(() => 7, { id: 7 }));
  log(traced.unsubscribe(handlers), traced.unsubscribe(handlers), traced.start.hasSubscribers);

  const store = new AsyncLocalStorage();
  traced.start.bindStore(store, (context) => `${context.id} started`);
  traced.asyncStart.bindStore(store);
  traced.traceSync(() => log(store.getStore()), { id: 8 });
  traced.traceCallback((done) => { log(store.getStore()); setImmediate(done); }, 0, { id: 9 }, null,
                       () => log('in the callback', store.getStore()));
  log(store.getStore());
}
promises();
