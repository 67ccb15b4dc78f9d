const log = [];
function* g() { try { yield 1; yield 2; } catch (e) { log.push('caught ' + e); yield 'after'; } finally { log.push('finally'); yield 'cleanup'; } return 'end'; }
let it = g(); it.next();
observe('return', [it.return('r'), it.next(), it.next()]);
it = g(); it.next();
observe('throw', [it.throw('t'), it.next(), it.next(), it.next()]);
it = g();
observe('early-return', [it.return(5), it.next()]);
it = g();
try { it.throw(new Error('x')); } catch (e) { observe('early-throw', e.message); }
observe('log', log);
