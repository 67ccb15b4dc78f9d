// Duplex: two sides, half open, switched off, and which side's end closes it.
const { Duplex, Readable, Writable } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
const run = async () => {
  for (const options of [{}, { allowHalfOpen: false }, { readable: false }, { writable: false }, { autoDestroy: false }, { readableHighWaterMark: 2, writableHighWaterMark: 3 }, { highWaterMark: 5, readableHighWaterMark: 2 }, { objectMode: true }, { readableObjectMode: true }, { writableObjectMode: true }]) {
    for (const order of ['end push', 'push end']) {
      log('==', options, order);
      const d = watch(new Duplex({ read() { log('_read'); }, write(c, e, done) { log('_write', c); setImmediate(done); }, final(done) { log('_final'); done(); }, ...options }), 'd');
      d.on('data', (x) => log('data', x));
      log([d.readableHighWaterMark, d.writableHighWaterMark, d.readableObjectMode, d.writableObjectMode, d.allowHalfOpen, d.readable, d.writable]);
      for (const step of order.split(' ')) {
        if (step === 'end') { d.write('w'); d.end(); } else { d.push('p'); d.push(null); }
        log(step, state(d));
        marks(step, 3);
        await turns(5);
      }
      log(state(d), d.destroyed);
    }
  }
  const d = new Duplex({ read() {}, write(c, e, done) { done(); } });
  log(d instanceof Readable, d instanceof Writable, Duplex() instanceof Duplex, d.destroyed);
  d.destroyed = true;
  log(d.destroyed, state(d));
};
run();
