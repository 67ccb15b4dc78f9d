const r = /(\d+)-(?<name>\w+)/g; const s = '12-ab 34-cd';
const m = r.exec(s); observe('first', [...m]); observe('meta', [m.index, m.groups.name, r.lastIndex, m.input]);
observe('second', [...r.exec(s)]); observe('third', r.exec(s)); observe('reset', r.lastIndex);
observe('matchAll', [...s.matchAll(r)].map((x) => [x[0], x.index])); observe('match', [s.match(/\d/g), s.match(/(\d)/).slice(), s.match(/z/), s.match(/z/g)]);
observe('test', [/a/.test('cat'), /^a/.test('cat'), /a$/m.test('a\nb')]);
const y = /a/y; observe('sticky', [y.test('ba'), y.lastIndex, (y.lastIndex = 1, y.test('ba')), y.lastIndex]);
observe('indices', /a(b)?/d.exec('xab').indices.map((p) => p));
