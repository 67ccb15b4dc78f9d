const log = [];
const it = (n) => ({ [Symbol.iterator]() { let i = 0; return { next: () => ({ value: i++, done: i > n }), return() { log.push('return ' + i); return {}; } }; } });
const [a] = it(3); const [b, c] = it(2); const [...d] = it(2); const [] = it(1); const [e, f] = it(1);
try { const [g = (() => { throw 1; })()] = { [Symbol.iterator]: () => ({ next: () => ({ value: undefined, done: false }), return() { log.push('closed on throw'); return {}; } }) }; } catch {}
observe('log', log); observe('f', f);
