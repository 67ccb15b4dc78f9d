const [a, , b = 5, ...rest] = [1, 2, undefined, 4, 5];
observe('all', [a, b, rest]);
let x = 1, y = 2; [x, y] = [y, x]; observe('swap', [x, y]);
const [[n], { m }] = [[7], { m: 8 }]; observe('nested', [n, m]);
const o = {}; [o.p, o['q'], ...o.r] = 'hello'; observe('targets', o);
const [...[first, second]] = [1, 2, 3]; observe('rest pattern', [first, second]);
const [p = 1, q = p + 1] = []; observe('defaults', [p, q]);
