// _construct: nothing is read or written before its callback; its errors; destroy before it is done.
const { Readable, Writable, Duplex } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
process.on('uncaughtException', (e) => log('UNCAUGHT', e));
const run = async () => {
  for (const [name, construct] of Object.entries({
    sync(done) { log('_construct'); done(); }, later(done) { log('_construct'); setImmediate(done); }, error(done) { done(new Error('no')); }, laterError(done) { setImmediate(done, new Error('no')); },
    throws() { throw new Error('threw'); }, twice(done) { done(); done(); } })) {
    for (const Class of [Readable, Writable, Duplex]) {
      for (const destroys of [false, true]) {
        log('==', name, Class.name, destroys);
        const s = watch(new Class({ construct, read() { log('_read'); this.push('x'); this.push(null); }, write(c, e, done) { log('_write', c); done(); }, final(done) { log('_final'); done(); }, destroy(e, done) { log('_destroy', e || '-'); done(e); } }), 's');
        if (s.write) { log(s.write('1', (e) => log('cb', e || '-'))); s.end(); }
        if (s.read) s.on('data', (x) => log('data', x));
        if (destroys) s.destroy(destroys === true ? null : undefined, (e) => log('destroy cb', e || '-'));
        log(state(s));
        marks('m', 4);
        await turns(5);
      }
    }
  }
};
run();
