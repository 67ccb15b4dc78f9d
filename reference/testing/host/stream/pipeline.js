// pipeline: streams, generators, functions, promises, failures of each part.
const { pipeline, Readable, Writable, Transform, PassThrough, Duplex, promises } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
const wait = turns;
process.on('uncaughtException', (e) => log('UNCAUGHT', e));
const source = (name = 'r') => watch(Readable.from(['a', 'b', 'c']), name, ['end', 'close', 'error']);
const upper = () => watch(new Transform({ transform(c, e, done) { done(null, String(c).toUpperCase()); } }), 't', ['finish', 'end', 'close', 'error', 'prefinish']);
const sink = (options) => watch(new Writable({ write(c, e, done) { log('_write', c); done(); }, ...options }), 'w', ['finish', 'close', 'error', 'drain']);
const done = (...args) => log('done', args.length, args[0] || '-', args[1] === undefined ? '-' : args[1]);
const run = async () => {
  const cases = {
    plain: () => pipeline(source(), sink(), done),
    through: () => pipeline(source(), upper(), sink(), done),
    slow: () => pipeline(source(), upper(), sink({ highWaterMark: 1, write(c, e, cb) { log('_write', c); after(1, cb); } }), done),
    array: () => pipeline([source(), sink()], done),
    iterable: () => pipeline(['x', 'y'], sink(), done),
    generator: () => pipeline(async function* ({ signal }) { log(signal.aborted); yield 'g'; yield 'h'; }, sink(), done),
    transformer: () => pipeline(source(), async function* (chunks) { for await (const c of chunks) yield c + c; }, sink(), done),
    consumer: () => pipeline(source(), async (chunks) => { let all = ''; for await (const c of chunks) all += c; return all; }, done),
    consumerFails: () => pipeline(source(), async (chunks) => { for await (const c of chunks) throw new Error('consumer ' + c); }, done),
    generatorFails: () => pipeline(async function* () { yield '1'; throw new Error('generator'); }, sink(), done),
    sourceFails: () => pipeline(new Readable({ read() { this.destroy(new Error('source')); } }), upper(), sink(), done),
    middleFails: () => pipeline(source(), new Transform({ transform(c, e, cb) { cb(new Error('middle')); } }), sink(), done),
    sinkFails: () => pipeline(source(), upper(), sink({ write(c, e, cb) { cb(new Error('sink')); } }), done),
    sinkCloses: () => { const w = sink({ write() {} }); pipeline(source(), w, done); after(1, () => w.destroy()); },
    sourceCloses: () => { const r = watch(new Readable({ read() {} }), 'r', ['close']); pipeline(r, sink(), done); after(1, () => r.destroy()); },
    endsWithDuplex: () => { const p = pipeline(source(), new PassThrough(), done); p.on('data', (x) => log('out', x)).on('end', () => log('out end')); },
    endsWithGenerator: () => { const p = pipeline(source(), async function* (c) { for await (const x of c) yield x; }, done); log(p.constructor.name); p.on('data', (x) => log('out', x)); },
    already: () => { const w = sink(); w.end(); after(1, () => pipeline(source(), w, done)); },
    returnsBad: () => pipeline(() => 5, sink(), done),
    returnsBadTransform: () => pipeline(source(), () => 5, sink(), done),
    returnsBadSink: () => pipeline(source(), () => 5, done),
    one: () => pipeline(source(), done), none: () => pipeline(done), noCallback: () => pipeline(source(), sink()), bad: () => pipeline(source(), 5, done),
  };
  for (const [name, f] of Object.entries(cases)) {
    log('==', name);
    try { f(); } catch (e) { log('thrown', e); }
    marks('m', 4);
    await wait(12);
  }
  log('== promises');
  log(await promises.pipeline(source(), async (c) => { for await (const x of c) log(x); return 'result'; }));
  await promises.pipeline(source(), sink({ write(c, e, cb) { cb(new Error('p')); } })).catch((e) => log(e));
  const controller = new AbortController();
  after(2, () => controller.abort());
  await promises.pipeline(new Readable({ read() {} }), sink(), { signal: controller.signal }).catch((e) => log(e));
  await promises.pipeline(new Readable({ read() {} }), sink(), { signal: AbortSignal.abort() }).catch((e) => log(e));
  const open = sink();
  await promises.pipeline(source(), open, { end: false });
  log(state(open));
  open.end();
  await wait(2);
};
run();
