observe('of', [Array.of(7), Array(3).length, Array(1, 2), new Array('3'), Array.from('abc'), Array.from({ length: 2, 0: 'x' }), Array.from([1, 2], (x, i) => x * 10 + i), Array.from(new Map([[1, 2]]))]);
observe('is', [Array.isArray([]), Array.isArray({ __proto__: Array.prototype }), Array.isArray(new Proxy([], {}))]);
observe('concat', [[1].concat(2, [3, [4]]), [].concat({ length: 1, 0: 'x', [Symbol.isConcatSpreadable]: true }), [1, , 2].concat([, 3]).length]);
observe('slice', [[1, 2, 3, 4].slice(-3, -1), [1, 2].slice(), Array.prototype.slice.call('abc', 1)]);
observe('join', [[1, null, undefined, [2, [3]], 'x'].join('-'), [].join(), [1].join(), [[], [[]]].toString()]);
const cyc = [1]; cyc.push(cyc); observe('cycle', String(cyc));
