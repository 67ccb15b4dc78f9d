// finished: every way a stream can end, before and after the question.
const { finished, Readable, Writable, Duplex, PassThrough, promises } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
const wait = turns;
process.on('uncaughtException', (e) => log('UNCAUGHT', e));
const run = async () => {
  const kinds = {
    readable: () => new Readable({ read() {} }), writable: () => new Writable({ write(c, e, done) { done(); } }), duplex: () => new Duplex({ read() {}, write(c, e, done) { done(); } }),
    noAuto: () => new Readable({ read() {}, autoDestroy: false }), noEmit: () => new Writable({ write(c, e, done) { done(); }, emitClose: false }), pass: () => new PassThrough(),
  };
  const ends = {
    end: (s) => { if (s.push) { s.resume(); s.push(null); } if (s.end) s.end(); }, destroy: (s) => s.destroy(), error: (s) => s.destroy(new Error('why')), half: (s) => { if (s.end) s.end(); else { s.resume(); s.push(null); } },
  };
  for (const [kind, make] of Object.entries(kinds)) {
    for (const [how, end] of Object.entries(ends)) {
      for (const options of [{}, { readable: false }, { writable: false }, { error: false }]) {
        for (const before of [true, false]) {
          log('==', kind, how, options, before);
          const s = make();
          s.on('error', (e) => log('error', e));
          s.on('close', () => log('close'));
          if (before) finished(s, options, function(e) { log('finished', e || '-', this === s || this === undefined); });
          end(s);
          marks('m', 3);
          if (!before) { await wait(2); finished(s, options, (e) => log('finished', e || '-')); marks('n', 2); }
          await wait(3);
          log(state(s));
        }
      }
    }
  }
  const s = new Readable({ read() {} });
  const cleanup = finished(s, () => log('never'));
  log(s.eventNames().map(String));
  cleanup();
  log(s.eventNames().map(String));
  s.destroy();
  for (const args of [[], [{}], [5, () => {}], [s], [s, 5], [s, {}, 5], [s, 5, () => {}], [s, { signal: 5 }, () => {}]]) try { finished(...args); } catch (e) { log(e); }
  const controller = new AbortController();
  const aborted = new Readable({ read() {} });
  finished(aborted, { signal: controller.signal }, (e) => log('aborted', e, e.cause && e.cause.name));
  controller.abort();
  finished(aborted, { signal: controller.signal }, (e) => log('aborted before', e));
  await wait(2);
  log(aborted.destroyed);
  const p = new Readable({ read() {} });
  p.resume();
  p.push(null);
  log(await promises.finished(p));
  const q = new Readable({ read() {} });
  q.destroy(new Error('q'));
  q.on('error', () => {});
  await promises.finished(q).catch((e) => log(e));
  await promises.finished(new PassThrough().destroy()).catch((e) => log(e));
};
run();
