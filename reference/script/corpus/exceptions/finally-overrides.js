const f = () => { try { return 'try'; } finally { log.push('fin'); } };
const g = () => { try { throw 1; } catch (e) { return 'c' + e; } finally { return 'f'; } };
const h = () => { for (const i of [1, 2, 3]) { try { if (i === 2) break; } finally { log.push(i); } } return 'h'; };
const k = () => { l: try { return 1; } finally { break l; } return 2; };
const m = () => { try { try { throw 'a'; } finally { throw 'b'; } } catch (e) { return e; } };
const n = () => { let i = 0; while (true) { try { if (++i < 3) continue; return i; } finally { log.push('n' + i); } } };
const log = [];
observe('results', [f(), g(), h(), k(), m(), n()]); observe('log', log);
