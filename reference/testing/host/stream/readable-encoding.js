// setEncoding, default encodings, object mode, unshift, and arguments that are refused.
const { Readable } = require('stream');
const { turns, log, watch, state } = require('./_log.cjs');
const r = new Readable({ read() {}, encoding: 'utf8' });
r.push(Buffer.from([0xe2, 0x82]));
r.push(Buffer.from([0xac, 0x41]));
log(r.readableLength, r.readableEncoding, r.read());
r.unshift(Buffer.from('€'));
r.unshift('zz', 'latin1');
log(r.read(2), r.read());
r.push('6162', 'hex');
log(r.read());
r.push(Buffer.from([0xe2]));
r.push(null);
r.on('data', (x) => log('data', x));
r.on('end', () => log('end'));
const s = new Readable({ read() {} });
s.push('a');
s.push('€');
s.setEncoding('hex');
log(s.readableLength, s.read(), s.readableEncoding);
const o = new Readable({ objectMode: true, read() {} });
log([o.push({ a: 1 }), o.push(''), o.push(0), o.push(undefined), o.readableLength]);
log([o.read(), o.read(), o.read(), o.read(), o.read()]);
log(o.readableHighWaterMark, o.readableObjectMode);
for (const bad of [5, {}, true, []]) {
  const x = new Readable({ read() {} });
  watch(x, 'x', ['error', 'close']);
  log(x.push(bad), state(x));
}
for (const highWaterMark of [-1, 1.5, 'a', NaN]) try { new Readable({ highWaterMark }); } catch (e) { log(e); }
try { new Readable({ read() {}, encoding: 'nope' }); } catch (e) { log(e); }
const n = new Readable();
watch(n, 'n', ['error', 'close']);
n.read();
const late = new Readable({ read() {} });
watch(late, 'late', ['error', 'close', 'end']);
late.push(null);
late.resume();
setImmediate(() => { late.unshift('x'); late.push('y'); });
const ended = new Readable({ read() {}, autoDestroy: false });
watch(ended, 'ended', ['error', 'close', 'end']);
ended.resume();
ended.push(null);
ended.push('after');
setImmediate(() => { ended.unshift('x'); });
const un = new Readable({ read() {} });
un.push('1');
un.unshift('0');
un.unshift(new Uint8Array([0x2d]));
log(un.read());
const slices = new Readable({ read() {} });
for (const part of ['ab', 'cde', 'f']) slices.push(part);
log(slices.read(1), slices.read(3), slices.read(3), slices.read(1), slices.read(2));
