const f = Object.freeze({ a: 1, n: { x: 1 } }), s = Object.seal({ a: 1 }), p = Object.preventExtensions({ a: 1 });
f.a = 2; f.b = 1; f.n.x = 2; s.a = 2; delete s.a; s.b = 1; p.b = 1; delete p.a;
observe('after', [f, s, p]); observe('checks', [Object.isFrozen(f), Object.isSealed(s), Object.isExtensible(p), Object.isFrozen('x'), Object.isFrozen({}), Object.isFrozen(Object.preventExtensions({}))]);
