const log = [];
const inner = {
  [Symbol.iterator]() { return this; },
  next(v) { log.push('next ' + v); return { value: 'n', done: false }; },
  return(v) { log.push('return ' + v); return { value: 'ret', done: true }; },
  throw(v) { log.push('throw ' + v); return { value: 'thr', done: true }; },
};
function* g() { const r = yield* inner; log.push('result ' + r); return 'g'; }
let it = g();
it.next('first'); it.next('second');
observe('throw', it.throw('T'));
it = g(); it.next();
observe('return', it.return('R'));
observe('log', log);
