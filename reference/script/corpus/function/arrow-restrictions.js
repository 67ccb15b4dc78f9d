const attempt = (f) => { try { return f(); } catch (e) { return e.name + ': ' + e.message; } }; const a = () => {};
observe('r', [attempt(() => new a()), 'prototype' in a, attempt(() => new ({ m() {} }).m()), attempt(() => new (async function() {})()), attempt(() => new (function* () {})())]);
