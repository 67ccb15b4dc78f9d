function* inner() { yield 1; return 'inner result'; }
function* outer() { const r = yield* inner(); yield r; }
observe('all', [...outer()]);
