const compose = (...fs) => (x) => fs.reduceRight((a, f) => f(a), x); const curry = (f, ...a) => (a.length >= f.length ? f(...a) : (...b) => curry(f, ...a, ...b));
observe('r', [compose((x) => x + 1, (x) => x * 2)(5), curry((a, b, c) => a + b + c)(1)(2)(3)]);
