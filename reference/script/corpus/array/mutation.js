const a = [1, 2, 3];
observe('stack', [a.push(4, 5), a.pop(), a.shift(), a.unshift(0, 9), a]);
observe('splice', [a.splice(1, 2, 'x', 'y', 'z'), a, a.splice(-1), a, a.splice(1), a]);
observe('fill', [new Array(3).fill(0), [1, 2, 3, 4].fill(9, 1, 3), [1, 2, 3, 4, 5].copyWithin(0, 3), [1, 2, 3].reverse()]);
const b = [1, 2, 3]; b.length = 1; b[3] = 'x'; observe('length', [b, b.length, 2 in b]); b.length = 0; observe('cleared', b);
const c = []; c[5] = 1; c.foo = 'bar'; observe('sparse', [c.length, Object.keys(c)]);
