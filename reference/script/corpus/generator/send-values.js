function* avg() { let s = 0, n = 0, x; while (true) { x = yield n ? s / n : 0; s += x; n++; } } const g = avg(); g.next(); observe('r', [g.next(10).value, g.next(20).value, g.next(30).value]);
