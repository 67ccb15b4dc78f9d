const later = (v, ms, fail) => new Promise((res, rej) => setTimeout(fail ? rej : res, ms, v));
(async () => {
  observe('all', await Promise.all([later(1, 3), 2, later(3, 1)]));
  observe('race', await Promise.race([later('slow', 40), later('fast', 1)]));
  observe('any', await Promise.any([later('x', 1, true), later('ok', 3)]));
  observe('allSettled', await Promise.allSettled([later(1, 1), later(2, 1, true)]));
  try { await Promise.any([later('a', 1, true), later('b', 2, true)]); } catch (e) { observe('aggregate', [e.name, e.message, e.errors]); }
  observe('empty', await Promise.all([]));
  try { await Promise.any([]); } catch (e) { observe('none', [e.constructor.name, e.errors]); }
  observe('iterable', await Promise.all(new Set([1, Promise.resolve(2)])));
})();
