// for await over streams, Readable.from, early exit, errors.
const { Readable, PassThrough } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
const wait = turns;
const run = async () => {
  const n = (count) => { let i = 0; return watch(new Readable({ objectMode: true, highWaterMark: 2, read() { log('_read'); setImmediate(() => this.push(i < count ? i++ : null)); } }), 'n', ['end', 'close', 'error', 'readable']); };
  for await (const x of n(3)) { log('got', x); process.nextTick(() => log('  tick')); Promise.resolve().then(() => log('  micro')); }
  log('== break');
  const broken = n(5);
  for await (const x of broken) { log('got', x); if (x === 1) break; }
  log(state(broken), broken.destroyed);
  await wait(5);
  log('== iterator({ destroyOnReturn: false })');
  const kept = n(5);
  for await (const x of kept.iterator({ destroyOnReturn: false })) { log('got', x); if (x === 1) break; }
  log(kept.destroyed, kept.listenerCount('readable'));
  for await (const x of kept) log('rest', x);
  log('== throw in body');
  const thrown = n(5);
  try { for await (const x of thrown) throw new Error('body ' + x); } catch (e) { log(e, thrown.destroyed, thrown.errored ? thrown.errored.message : '-'); }
  await wait(5);
  log('== source error');
  const failing = new Readable({ read() { this.destroy(new Error('source')); } });
  try { for await (const x of failing) log(x); } catch (e) { log(e); }
  log('== destroyed early');
  const early = new Readable({ read() {} });
  after(2, () => early.destroy());
  try { for await (const x of early) log(x); } catch (e) { log(e); }
  try { for await (const x of early) log(x); log('nothing'); } catch (e) { log(e); }
  log('== from');
  for await (const x of Readable.from(['a', 'b'])) log(x);
  for await (const x of Readable.from('text')) log(x);
  for await (const x of Readable.from(Buffer.from('buffer'))) log(x);
  for await (const x of Readable.from(new Set([1, 2]))) log(x);
  for await (const x of Readable.from([Promise.resolve(1), 2])) log(x);
  async function* gen() { try { yield 1; yield 2; yield 3; } finally { log('closed'); } }
  for await (const x of Readable.from(gen())) { log(x); if (x === 2) break; }
  await wait(2);
  const watched = watch(Readable.from(gen()), 'from');
  watched.on('data', (x) => log('data', x));
  marks('from', 6);
  await wait(5);
  for (const bad of [5, null, {}]) try { Readable.from(bad); } catch (e) { log(e); }
  const nulls = watch(Readable.from([1, null]), 'nulls', ['error', 'close', 'end']);
  nulls.on('data', (x) => log(x));
  await wait(5);
  async function* bad() { yield 1; throw new Error('gen'); }
  try { for await (const x of Readable.from(bad())) log(x); } catch (e) { log(e); }
  const destroyed = watch(Readable.from(gen()), 'd');
  destroyed.read();
  await wait(1);
  destroyed.destroy(new Error('stop'));
  await wait(5);
  const iterator = n(2)[Symbol.asyncIterator]();
  log([await iterator.next(), await iterator.next(), await iterator.next(), await iterator.next()]);
  const two = n(3)[Symbol.asyncIterator]();
  log(await Promise.all([two.next(), two.next(), two.return(7), two.next()]));
  const p = new PassThrough();
  p.end('x');
  const asText = [];
  p.setEncoding('utf8');
  for await (const x of p) asText.push(x);
  log(asText);
};
run();
