// write: callbacks, drain, cork, writev, end, final, finish: who comes when.
const { Writable } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
const cb = (name) => (...args) => log('cb', name, args.length, args[0] || '-');
const run = async () => {
  for (const [kind, later] of [['sync', (f) => f()], ['tick', process.nextTick], ['micro', queueMicrotask], ['immediate', setImmediate]]) {
    for (const writev of [false, true]) {
      for (const final of [undefined, (done) => { log('_final'); later(done); }]) {
        log('==', kind, writev, final ? 'final' : '-');
        const w = watch(new Writable({
          highWaterMark: 3, final,
          write(chunk, encoding, done) { log('_write', chunk, encoding); later(done); },
          ...(writev ? { writev(chunks, done) { log('_writev', chunks.map((c) => `${c.chunk}/${c.encoding}`), chunks.allBuffers); later(done); } } : {}),
        }), 'w');
        log(w.write('a', cb('a')), w.write('bc', cb('bc')), w.write('d'), w.write('e', 'latin1', cb('e')), state(w), w.writableNeedDrain);
        marks('1', 2);
        await turns(5);
        w.cork(); w.cork();
        log(w.write('f', cb('f')), w.write(Buffer.from('g')), w.writableCorked, w.writableLength);
        w.uncork();
        log(state(w));
        w.uncork();
        log(state(w));
        w.cork();
        w.write('h', cb('h'));
        w.end('i', cb('end'));
        log(state(w), w.writableEnded, w.writableFinished, w.writableCorked);
        marks('2', 3);
        await turns(5);
        log(state(w));
        w.end(cb('late end'));
        w.write('z', cb('z'));
        await turns(5);
      }
    }
  }
};
run();
