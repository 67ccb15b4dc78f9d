// 'readable' and 'data' together; listeners that come and go.
const { Readable } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
const r = new Readable({ read() {} });
watch(r, 'r', ['pause', 'resume', 'end', 'close']);
const onReadable = () => { log('readable'); r.read(); };
r.on('data', (chunk) => log('data', chunk));
r.on('readable', onReadable);
log(state(r));
r.push('a');
setImmediate(() => {
  r.removeListener('readable', onReadable);
  log(state(r));
  marks('removed');
  r.push('b');
  setImmediate(() => {
    log(state(r));
    r.push('c');
    r.removeAllListeners();
    log(state(r));
    marks('all', 2);
    setImmediate(() => {
      log(state(r));
      r.push('d');
      const once = () => log('once', r.read());
      r.once('readable', once);
      setImmediate(() => { log(state(r)); r.resume(); r.push('e'); log(state(r)); setImmediate(() => { log(state(r)); r.off('readable', once); r.on('data', (x) => log('last', x)); }); });
    });
  });
});
const p = new Readable({ read() {} });
p.pause();
log(state(p), p.isPaused());
p.on('data', (x) => log('p', x));
log(state(p), p.isPaused());
p.push('waits');
setImmediate(() => { log(state(p)); p.resume(); });
p.readableFlowing = true;
log(p.readableFlowing);
