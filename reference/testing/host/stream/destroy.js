// destroy at every moment: events, their order, and what happens to what waits.
const { Readable, Writable, Duplex, Transform } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
const run = async () => {
  for (const [name, make] of Object.entries({
    readable: (o) => new Readable({ read() {}, ...o }), writable: (o) => new Writable({ write(c, e, cb) { setImmediate(cb); }, ...o }),
    duplex: (o) => new Duplex({ read() {}, write(c, e, cb) { setImmediate(cb); }, ...o }), transform: (o) => new Transform({ transform(c, e, cb) { cb(null, c); }, ...o }) })) {
    for (const [what, options] of Object.entries({
      plain: {}, noEmitClose: { emitClose: false }, noAuto: { autoDestroy: false },
      slow: { destroy(err, cb) { log('  _destroy', err ? err.message : err); setImmediate(cb, err); } },
      swaps: { destroy(err, cb) { cb(new Error('swapped')); } }, swallows: { destroy(err, cb) { cb(null); } }, throws: { destroy() { throw new Error('thrown'); } } })) {
      for (const error of [undefined, new Error('why')]) {
        log('==', name, what, error ? 'error' : '-');
        const s = watch(make(options), name);
        if (s.write) { s.write('1', (e) => log('cb 1', e || '-')); s.write('2', (e) => log('cb 2', e || '-')); }
        if (s.push) { s.push('x'); s.on('data', (x) => log('data', x)); }
        s.destroy(error, (e) => log('destroy cb', e || '-'));
        log(state(s), s.destroyed, s.closed, s.errored ? s.errored.message : s.errored);
        s.destroy(new Error('again'), (e) => log('second cb', e || '-'));
        if (s.write) { log(s.write('3', (e) => log('cb 3', e || '-'))); s.end((e) => log('end cb', e || '-')); }
        if (s.push) log(s.push('y'), s.read());
        marks('m', 3);
        await turns(10);
        log(state(s), s.destroyed, s.closed, s.errored ? s.errored.message : s.errored, s.readableAborted, s.writableAborted);
      }
    }
  }
};
process.on('uncaughtException', (e) => log('UNCAUGHT', e));
run();
