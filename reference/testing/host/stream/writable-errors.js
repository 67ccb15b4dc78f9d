// Errors of write, final, callbacks called twice, and arguments that are refused.
const { Writable } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
const cb = (name) => (error) => log('cb', name, error || '-');
const boom = () => new Error('boom');
process.on('uncaughtException', (e) => log('UNCAUGHT', e));
const run = async () => {
  for (const autoDestroy of [true, false]) {
    for (const [name, options] of Object.entries({
      syncError: { write(c, e, done) { done(boom()); } }, laterError: { write(c, e, done) { setImmediate(done, boom()); } }, tickError: { write(c, e, done) { process.nextTick(done, boom()); } },
      throws: { write() { throw boom(); } }, twice: { write(c, e, done) { done(); done(); } }, twiceLater: { write(c, e, done) { setImmediate(() => { done(); done(); }); } },
      finalError: { write(c, e, done) { done(); }, final(done) { done(boom()); } }, finalLater: { write(c, e, done) { done(); }, final(done) { setImmediate(done, boom()); } },
      finalThrows: { write(c, e, done) { done(); }, final() { throw boom(); } }, finalTwice: { write(c, e, done) { done(); }, final(done) { done(); done(); } },
      writevError: { writev(c, done) { done(boom()); } }, none: {} })) {
      log('==', name, autoDestroy);
      const w = watch(new Writable({ autoDestroy, ...options }), 'w');
      try { log(w.write('1', cb('1')), w.write('2', cb('2')), w.write('3')); } catch (e) { log('thrown', e); }
      log(state(w));
      try { w.end('4', cb('end')); } catch (e) { log('thrown', e); }
      marks('m', 3);
      await turns(5);
      log(state(w), w.errored ? w.errored.message : w.errored);
    }
  }
  const w = new Writable({ write(c, e, done) { log('_write', typeof c, e); done(); }, decodeStrings: false, defaultEncoding: 'latin1' });
  w.on('error', (e) => log('error', e));
  for (const bad of [null, undefined, 5, {}, true, []]) try { log(w.write(bad)); } catch (e) { log('thrown', e); }
  try { w.write('a', 'nope'); } catch (e) { log('thrown', e); }
  try { w.setDefaultEncoding('nope'); } catch (e) { log('thrown', e); }
  log(w.write('text'), w.write('text', 'hex'), w.write(new Uint8Array(2)), w.setDefaultEncoding('UTF8') === w, w.write('x', undefined, cb('x')));
  w.pipe(w);
  for (const highWaterMark of [-1, '1', 1.5]) try { new Writable({ highWaterMark }); } catch (e) { log(e); }
  const o = new Writable({ objectMode: true, write(c, e, done) { log('_write', c, e); done(); } });
  log(o.write({ a: 1 }), o.write(0), o.write(''), o.write('s', 'hex'), o.writableHighWaterMark, o.writableObjectMode);
  try { o.write(null); } catch (e) { log('thrown', e); }
  log(Writable() instanceof Writable, o instanceof Writable, {} instanceof Writable, Object.create({ _writableState: o._writableState }) instanceof Writable);
};
run();
