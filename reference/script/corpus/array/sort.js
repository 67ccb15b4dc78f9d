observe('default', [3, 20, 100, 'b', undefined, 'a', null, , NaN].sort());
observe('numeric', [3, 20, 100, -1, 0].sort((a, b) => a - b));
const s = [['b', 1], ['a', 1], ['c', 0], ['d', 1]].sort((x, y) => x[1] - y[1]).map((x) => x[0]); observe('stable', s);
const big = Array.from({ length: 100 }, (_, i) => (i * 37) % 101); observe('big', big.sort((a, b) => b - a).slice(0, 5));
try { [1, 2].sort(5); } catch (e) { observe('error', e.message); }
observe('reverse-sort', ['a', 'C', 'B'].sort().reverse());
