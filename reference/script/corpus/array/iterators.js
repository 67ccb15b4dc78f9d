const a = ['x', 'y']; observe('all', [[...a.entries()], [...a.keys()], [...a.values()], [...[, 1].keys()]]);
const it = a[Symbol.iterator](); a.push('z'); observe('live', [...it]); observe('done', it.next());
observe('tag', [Object.prototype.toString.call(it), a.values === a[Symbol.iterator], it[Symbol.toStringTag]]);
