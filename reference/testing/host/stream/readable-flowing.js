// Flowing: 'data' listeners, pause, resume, and what comes in which tick.
const { Readable } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
const r = new Readable({ read(size) { log('_read', size); } });
watch(r, 'r', ['pause', 'resume', 'end', 'close']);
r.push('one');
r.push('two');
log(state(r));
r.on('data', (chunk) => { log('data', chunk); Promise.resolve().then(() => log('  micro')); process.nextTick(() => log('  tick')); });
log(state(r), r.isPaused());
marks('a');
setImmediate(() => {
  log(state(r));
  r.pause();
  log(r.isPaused(), r.push('three'), state(r));
  marks('b', 2);
  setImmediate(() => {
    r.resume();
    r.push('four');
    marks('c', 3);
    setImmediate(() => {
      log(r.push('direct'), state(r));
      r.push(null);
      log(state(r));
      marks('d', 3);
      setImmediate(() => { log(state(r)); log(r.push('late')); });
    });
  });
});
