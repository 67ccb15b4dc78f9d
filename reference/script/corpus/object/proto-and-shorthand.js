const base = { hi() { return 'hi'; } }; const o = { __proto__: base, ['__proto__']: 'own' }; observe('own', [Object.keys(o), o.hi()]);
const p = { __proto__() { return 1; } }; observe('method', Object.keys(p)); const __proto__ = 5; observe('shorthand', Object.keys({ __proto__ }));
const q = {}; q.__proto__ = base; observe('setter', [q.hi(), Object.keys(q)]); observe('get', q.__proto__ === base);
const a = 1, b = { a, get c() { return a + 1; }, async d() {}, *e() {}, async *f() {}, [`g${a}`]: 7, 'quoted key': 8, 9: 'nine', 0x10: 'hex', 1e3: 'exp' }; observe('b', Object.keys(b));
