function* g(a) { const b = yield a; const c = yield b * 2; return c; }
const it = g(1);
observe('steps', [it.next(), it.next(10), it.next('end'), it.next()]);
observe('spread', [...(function* () { yield 1; yield* [2, 3]; yield* 'ab'; })()]);
observe('tag', Object.prototype.toString.call(it));
observe('self', it[Symbol.iterator]() === it);
