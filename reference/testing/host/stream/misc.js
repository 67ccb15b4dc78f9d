// The module: names, statics, old streams, wrap, signals, predicates, inherits.
const stream = require('stream');
const { turns, log, watch, state } = require('./_log.cjs');
const { Readable, Writable, Duplex, Transform, PassThrough, Stream } = stream;
const util = require('util');
const wait = turns;
log(Object.keys(stream).sort(), stream === Stream, stream.prototype === Stream.prototype, require('node:stream/promises') === stream.promises);
log(Object.getOwnPropertyNames(Readable.prototype).sort(), Object.getOwnPropertyNames(Writable.prototype).sort());
for (const C of [Stream, Readable, Writable, Duplex, Transform, PassThrough]) log(C.name, C.length, Object.getPrototypeOf(C).name, Object.getPrototypeOf(C.prototype).constructor.name, C.prototype.constructor === C);
function Old(options) { Readable.call(this, options); this.n = 0; }
util.inherits(Old, Readable);
Old.prototype._read = function() { this.push(this.n++ < 2 ? `old ${this.n}` : null); };
new Old({ encoding: 'utf8' }).on('data', (x) => log(x)).on('end', () => log('end'));
function OldWriter() { Writable.call(this); }
util.inherits(OldWriter, Writable);
OldWriter.prototype._write = function(c, e, cb) { log('wrote', c); cb(); };
new OldWriter().end('bye', () => log('ended'));
class Counter extends Readable { constructor() { super({ objectMode: true }); this.i = 0; } _read() { this.push(this.i < 2 ? this.i++ : null); } _destroy(e, cb) { log('Counter destroyed'); cb(e); } }
new Counter().on('data', (x) => log(x)).on('close', () => log('closed'));
const run = async () => {
  await wait(5);
  const emitter = new Stream();
  emitter.pause = () => log('old pause');
  emitter.resume = () => log('old resume');
  emitter.readable = true;
  const wrapped = new Readable({ highWaterMark: 2 }).wrap(emitter);
  emitter.emit('data', Buffer.from('one'));
  emitter.emit('data', Buffer.from('two'));
  wrapped.on('data', (x) => log('wrapped', x)).on('end', () => log('wrapped end'));
  await wait(2);
  emitter.emit('data', Buffer.from('three'));
  emitter.emit('end');
  await wait(2);
  const from = new Stream();
  const to = new Stream();
  to.writable = true;
  to.write = (x) => { log('to', x); return false; };
  to.end = () => log('to end');
  from.pause = () => log('from pause');
  from.resume = () => log('from resume');
  from.readable = true;
  from.pipe(to);
  from.emit('data', 'x');
  to.emit('drain');
  from.emit('end');
  try { new Stream().pipe(to).emit('error', new Error('old')); } catch (e) { log(e); }
  const controller = new AbortController();
  const r = watch(stream.addAbortSignal(controller.signal, new Readable({ read() {} })), 'r');
  controller.abort();
  await wait(2);
  log(r.errored.name, r.errored.code, r.errored.cause.name);
  watch(new Writable({ write() {}, signal: AbortSignal.abort('now') }), 'w');
  await wait(2);
  for (const args of [[5, r], [controller.signal, 5]]) try { stream.addAbortSignal(...args); } catch (e) { log(e); }
  const fresh = new Readable({ read() {} });
  log([stream.isReadable(fresh), stream.isDisturbed(fresh), stream.isErrored(fresh), stream.isReadable(r), stream.isErrored(r), stream.isReadable({}), stream.isDisturbed(r)]);
  fresh.push('x'); fresh.read();
  log([stream.isDisturbed(fresh), fresh.readableDidRead]);
  stream.destroy(fresh); stream.destroy(null);
  fresh.on('error', (e) => log('destroyed', e));
  await wait(2);
  const promisified = util.promisify(stream.finished);
  log(promisified === stream.promises.finished, util.promisify(stream.pipeline) === stream.promises.pipeline);
  const capture = new Readable({ read() {}, captureRejections: true });
  capture.on('data', async () => { throw new Error('captured'); });
  capture.on('error', (e) => log(e));
  capture.push('x');
  await wait(2);
  log(Object.keys(new Writable()._writableState));
  const d = Duplex.from(async function* (c) { for await (const x of c) yield String(x).toUpperCase(); });
  d.on('data', (x) => log('from', x)).on('end', () => log('from end')).on('close', () => log('from close'));
  d.write('a'); d.end('b');
  await wait(5);
  for await (const x of Duplex.from(['p', 'q'])) log(x);
  for await (const x of Duplex.from(Promise.resolve('promised'))) log(x);
  const pair = Duplex.from({ readable: Readable.from(['r']), writable: new Writable({ write(c, e, cb) { log('pair', c); cb(); } }) });
  pair.on('data', (x) => log('pair data', x)).on('close', () => log('pair close'));
  pair.end('w');
  await wait(5);
  const eater = Duplex.from(async (c) => { for await (const x of c) log('ate', x); });
  eater.on('finish', () => log('eater finish')).on('close', () => log('eater close'));
  eater.end('z');
  await wait(5);
  try { Duplex.from(5); } catch (e) { log(e); }
};
run();
