const proto = { inherited: 1, shadowed: 1 };
const o = Object.create(proto, { hidden: { value: 1, enumerable: false }, shadowed: { value: 1, enumerable: false } });
o.b = 1; o.a = 2; o[2] = 'x'; o[1] = 'y'; o[Symbol()] = 1;
const keys = []; for (const k in o) keys.push(k);
observe('keys', keys);
const seen = []; const d = { a: 1, b: 2, c: 3 }; for (const k in d) { seen.push(k); delete d.b; d.e = 1; }
observe('deleted', seen);
const none = []; for (const k in null) none.push(k); for (const k in 5) none.push(k); observe('none', none);
const arr = []; for (const i in ['x', , 'z']) arr.push(i, typeof i); observe('arr', arr);
