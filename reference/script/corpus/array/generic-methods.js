const o = { length: 3, 0: 'a', 1: 'b', 2: 'c' };
const A = Array.prototype;
observe('read', [A.map.call(o, (x) => x + x), A.join.call(o, '+'), A.includes.call(o, 'b'), A.reverse.call({ ...o })]);
observe('push', (() => { const p = {}; A.push.call(p, 1, 2); return p; })()); observe('string', A.filter.call('hello', (c) => c > 'h'));
observe('at', [[1, 2, 3].at(-1), [1].at(5), A.at.call(o, -2)]);
