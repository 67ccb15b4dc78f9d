const f = (x) => { const out = []; switch (x) { case 1: out.push(1); case 2: out.push(2); break; default: out.push('d'); case 3: out.push(3); } return out; };
observe('f', [f(1), f(2), f(3), f(9), f('1'), f(NaN)]);
const g = (x) => { switch (true) { case x > 5: return 'big'; case x > 2: return 'mid'; } return 'small'; };
observe('g', [g(9), g(3), g(0)]);
switch (1) { case 1: let scoped = 'let'; observe('scoped', scoped); }
const h = () => { switch (2) { case 1: let z = 1; case 2: try { return z; } catch (e) { return e.message; } } };
observe('tdz', h());
