function f(n) { return f(n + 1) + 1; }
try { f(0); } catch (e) { observe('error', e instanceof RangeError); observe('message', e.message); }
let depth = 0;
function g() { depth++; [1].forEach(g); }
try { g(); } catch (e) { observe('native', e instanceof RangeError); }
observe('alive', depth > 100);
