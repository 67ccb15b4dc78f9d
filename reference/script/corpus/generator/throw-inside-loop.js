function* g() { let i = 0; while (i < 5) { try { yield i++; } catch (e) { observe('caught', e); i += 10; } } } const it = g(); it.next(); observe('r', [it.throw('x'), it.next()]);
