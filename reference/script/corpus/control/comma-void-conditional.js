let x = 0;
const y = (x++, x++, x);
observe('comma', y); observe('void', void 0); observe('cond', x > 1 ? x > 5 ? 'a' : 'b' : 'c');
observe('logical', [0 || 'or', 1 && 'and', null ?? 'nullish', 0 ?? 'zero', false || null || 0]);
let a = null, b = 0, c = 1; a ??= 5; b ||= 6; c &&= 7; observe('assign', [a, b, c]);
const o = { get v() { return 1; }, set v(_) { observe('set', 'called'); } }; o.v ||= 2; o.v &&= 3;
