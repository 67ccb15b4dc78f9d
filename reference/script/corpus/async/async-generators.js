async function* g() { try { const x = yield 1; yield x * 2; yield Promise.resolve('p'); return 'r'; } finally { observe('fin', true); } }
(async () => {
  const it = g();
  observe('steps', [await it.next(), await it.next(5), await it.next(), await it.next(), await it.next()]);
  const j = g(); await j.next();
  observe('return', await j.return(Promise.resolve('early')));
  const k = g(); await k.next();
  try { await k.throw(new Error('boom')); } catch (e) { observe('throw', e.message); }
  observe('tag', Object.prototype.toString.call(it));
})();
