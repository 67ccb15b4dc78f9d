const a = [3, 1, 4, 1, 5];
observe('basic', [a.map((x, i) => x * i), a.filter((x) => x > 1), a.reduce((s, x) => s + x), a.reduceRight((s, x) => s + x, ''), a.some((x) => x > 4), a.every((x) => x > 0)]);
observe('find', [a.find((x) => x > 3), a.findIndex((x) => x > 3), a.findLast((x) => x === 1), a.findLastIndex((x) => x === 1), a.find(() => false), a.indexOf(1), a.lastIndexOf(1), a.includes(NaN), [NaN].includes(NaN), [NaN].indexOf(NaN)]);
observe('flat', [[1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(Infinity), [1, 2].flatMap((x) => [x, [x]])]);
const seen = []; [1, , 3].forEach((x, i, arr) => seen.push([x, i, arr.length])); observe('holes', seen);
observe('this', [1].map(function() { return this.k; }, { k: 'v' })); observe('grow', (() => { const b = [1, 2]; let n = 0; b.forEach(() => { if (n++ < 5) b.push(n); }); return [n, b.length]; })());
