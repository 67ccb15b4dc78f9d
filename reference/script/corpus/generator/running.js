function* g() { try { it.next(); } catch (e) { yield e.message; } }
const it = g();
observe('error', it.next().value);
