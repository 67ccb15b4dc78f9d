async function* inner() { const x = yield 1; log.push(x); try { yield 2; } finally { log.push('inner fin'); } return 'res'; }
const log = [];
async function* outer() { const r = yield* inner(); log.push(r); yield* [Promise.resolve('s1'), 's2']; }
(async () => {
  const it = outer();
  observe('steps', [await it.next(), await it.next('sent'), await it.next(), await it.next(), await it.next()]);
  observe('log', log);
})();
