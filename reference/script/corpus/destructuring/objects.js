const { a, b: { c = 3, d } = {}, ...rest } = { a: 1, b: { d: 4 }, e: 5, f: 6 };
observe('all', [a, c, d, rest]);
const key = 'dyn'; const { [key]: v, [`${key}2`]: w = 'w' } = { dyn: 1 }; observe('computed', [v, w]);
let x, y; ({ x, y = 2 } = { x: 1 }); observe('assign', [x, y]);
const { length } = 'four'; observe('primitive', length);
const { toString: t } = 5; observe('inherited', typeof t);
const o = {}; ({ a: o.x, b: o['y'] } = { a: 1, b: 2 }); observe('targets', o);
