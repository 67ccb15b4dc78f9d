// 'readable' and read(n): amounts, null, and the last piece.
const { Readable } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
const source = ['abc', 'defg', 'h', null];
const r = new Readable({ highWaterMark: 4, read(size) { const chunk = source.shift(); log('_read', size, chunk === null ? 'null' : chunk); this.push(chunk); } });
watch(r, 'r', ['pause', 'resume', 'end', 'close']);
r.on('readable', () => {
  log('readable', state(r));
  let chunk;
  while ((chunk = r.read(3)) !== null) log('read', chunk, state(r));
  log('nothing', state(r));
});
marks('a', 6);
const q = new Readable({ read() {} });
q.on('readable', () => log('q readable', String(q.read(2)), String(q.read()), state(q)));
q.push('12345');
setImmediate(() => { q.push('6'); setImmediate(() => { q.push(null); marks('q'); }); });
q.on('end', () => log('q end'));
log(q.read(0), q.read(100), state(q));
const hwm = new Readable({ read() {}, highWaterMark: 3 });
log(hwm.push('ab'), hwm.push('c'), hwm.read(5), hwm.readableHighWaterMark, hwm.readableLength);
try { hwm.read(2 ** 31); } catch (e) { log(e); }
