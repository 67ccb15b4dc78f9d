const log = [];
async function* g() { log.push('start'); yield 'a'; await null; yield 'b'; }
const it = g();
Promise.all([it.next(), it.next(), it.next(), it.next()]).then((r) => { observe('r', r); observe('log', log); });
it.return('x').then((r) => log.push(r.value));
