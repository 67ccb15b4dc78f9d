const custom = { [Symbol.replace]: (s, r) => `replaced ${s} ${r}`, [Symbol.split]: (s) => ['split', s], [Symbol.match]: () => 'match', [Symbol.search]: () => 42 };
observe('protocol', ['x'.replace(custom, 'y'), 'x'.split(custom), 'x'.match(custom), 'x'.search(custom)]);
class R extends RegExp { exec(s) { const m = super.exec(s); if (m) m[0] = m[0].toUpperCase(); return m; } }
observe('sub', [new R('a').exec('a')[0], 'cat'.match(new R('a'))[0], new R('a').test('b')]);
