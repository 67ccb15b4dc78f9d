const attempt = (f) => { try { return f(); } catch (e) { return e.name + ': ' + e.message; } };
const bad = (x) => ({ [Symbol.iterator]: x }); const o = {};
observe('errors', [() => [...bad(5)], () => [...bad(() => 5)], () => [...bad(() => ({}))], () => [...bad(() => ({ next: () => 5 }))], () => { for (const x of o); }, () => { const [a] = o; }, () => new Set(5), () => Array.from(5), () => Object.fromEntries(5), () => Object.fromEntries([5]), () => new Map([[1, 2], 3])].map(attempt));
let closed = 0; const c = bad(() => ({ next: () => ({ done: false }), get return() { closed++; return null; } })); for (const x of c) break; observe('null-return', closed);
observe('return-not-object', attempt(() => { for (const x of bad(() => ({ next: () => ({ done: false }), return: () => 5 }))) break; }));
