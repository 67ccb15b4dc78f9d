const log = [];
async function* g() { yield 1; yield 2; yield 3; }
(async () => {
  for await (const x of g()) log.push(x);
  for await (const x of [Promise.resolve('a'), 'b']) log.push(x);
  for await (const x of { async *[Symbol.asyncIterator]() { try { yield 'x'; yield 'y'; } finally { log.push('closed'); } } }) { log.push(x); break; }
  try { for await (const x of [Promise.reject('bad')]) log.push('never'); } catch (e) { log.push(e); }
  for await (const { a, b = 5 } of [{ a: 1 }]) log.push([a, b]);
  observe('log', log);
})();
