// Transform and PassThrough: when chunks come out, back-pressure, flush, errors.
const { Transform, PassThrough } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
const run = async () => {
  for (const [name, later] of [['sync', (f, ...a) => f(...a)], ['tick', process.nextTick], ['immediate', setImmediate]]) {
    for (const options of [{}, { highWaterMark: 2 }, { readableHighWaterMark: 0 }, { highWaterMark: 0 }, { objectMode: true, highWaterMark: 1 }, { flush(done) { log('_flush'); later(done, null, 'flushed'); } }, { flush(done) { done(new Error('flush')); } }, { final(done) { log('_final'); done(); } }]) {
      log('==', name, Object.keys(options), options.highWaterMark === undefined ? '-' : options.highWaterMark);
      const t = watch(new Transform({ transform(chunk, encoding, done) { log('_transform', chunk, encoding); later(done, null, String(chunk).toUpperCase()); }, ...options }), 't');
      log(t.readableHighWaterMark, t.writableHighWaterMark);
      log(t.write('ab', () => log('cb ab')), t.write('cd', () => log('cb cd')), t.write('ef', () => log('cb ef')), state(t));
      marks('w', 3);
      await turns(5);
      log('read', t.read(), state(t));
      await turns(5);
      t.on('data', (x) => log('data', x));
      await turns(5);
      t.end('gh', (e) => log('end cb', e || '-'));
      log(state(t));
      marks('e', 4);
      await turns(5);
      log(state(t));
    }
  }
  for (const transform of [(c, e, done) => done(new Error('bad')), (c, e, done) => { setImmediate(done, new Error('bad later')); }, undefined, (c, e, done) => { done(null, 1); done(null, 2); }]) {
    const t = watch(new Transform({ transform, readableObjectMode: true }), 't');
    try { t.write('x', (e) => log('cb', e || '-')); } catch (e) { log('thrown', e); }
    await turns(5);
  }
  const p = watch(PassThrough(), 'p');
  p.on('data', (x) => log('p data', x));
  p.end('all');
  log(p instanceof Transform, Transform({}) instanceof Transform, p.constructor.name);
  class Upper extends Transform { _transform(c, e, done) { this.push(String(c).toUpperCase()); this.push('!'); done(); } _flush(done) { this.push('end'); done(); } }
  const u = new Upper({ encoding: 'utf8' });
  u.on('data', (x) => log('u', x)).on('end', () => log('u end'));
  u.write('a');
  u.end('b');
};
process.on('uncaughtException', (e) => log('UNCAUGHT', e));
run();
