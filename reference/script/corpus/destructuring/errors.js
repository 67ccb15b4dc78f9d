const attempt = (f) => { try { return f(); } catch (e) { return e.name + ': ' + e.message; } };
observe('undefined', attempt(() => { const { a } = undefined; }));
observe('null', attempt(() => { const { a } = null; }));
observe('nested', attempt(() => { const { a: { b } } = {}; }));
observe('array', attempt(() => { const [a] = {}; }));
observe('array-undefined', attempt(() => { const [a] = undefined; }));
observe('param', attempt(() => (({ a }) => a)()));
observe('empty', attempt(() => { const {} = null; }));
