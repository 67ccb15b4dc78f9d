const log = [];
const d = (x) => { log.push(x); return x; };
function f(a = d('a'), b = d(a + 'b'), c = d('c')) { return [a, b, c]; }
observe('all', f()); observe('some', f(1, undefined, null)); observe('log', log);
