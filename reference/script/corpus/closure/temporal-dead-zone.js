const attempt = (f) => { try { return f(); } catch (e) { return e.name + ': ' + e.message; } };
observe('let', attempt(() => { const r = x; let x = 1; return r; }));
observe('const', attempt(() => { const c = 1; c = 2; }));
observe('class', attempt(() => { new C(); class C {} }));
observe('typeof', attempt(() => { typeof y; let y; }));
observe('undeclared', attempt(() => nothing));
observe('typeof-undeclared', typeof nothing);
observe('default', attempt(() => ((a = b, b = 1) => a)()));
