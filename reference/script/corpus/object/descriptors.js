const o = {}; Object.defineProperty(o, 'x', { value: 1 }); observe('default', Object.getOwnPropertyDescriptor(o, 'x'));
o.x = 2; delete o.x; observe('kept', o.x);
Object.defineProperty(o, 'y', { get() { return 5; }, configurable: true, enumerable: true }); Object.defineProperty(o, 'y', { enumerable: false }); observe('y', [o.y, Object.keys(o)]);
observe('all', Object.getOwnPropertyDescriptors({ get a() { return 1; }, b: 2 }));
Object.defineProperties(o, { p: { value: 1, writable: true }, q: { value: 2, enumerable: true } }); observe('pq', [o.p, Object.keys(o)]);
const attempt = (f) => { try { return f(); } catch (e) { return e.message; } };
observe('redefine', attempt(() => Object.defineProperty(o, 'x', { value: 9 }))); observe('same', attempt(() => Object.defineProperty(o, 'x', { value: 1 }) === o));
