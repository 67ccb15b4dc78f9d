const log = [];
function* g() { try { yield 1; yield 2; } finally { log.push('closed'); } }
for (const x of g()) break;
outer: for (const a of [1, 2]) { for (const x of g()) continue outer; }
try { for (const x of g()) throw 1; } catch {}
(() => { for (const x of g()) return x; })();
const [first] = g();
const [a, b, c] = g();
observe('log', log);
