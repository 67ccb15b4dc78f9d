const m = new Map([[1, 'a'], ['1', 'b'], [NaN, 'n'], [-0, 'z']]);
observe('get', [m.get(1), m.get('1'), m.get(NaN), m.get(0), m.size, m.has(2), m.delete(1), m.delete(1), m.size]); observe('keys', [...m.keys()]);
m.set(1, 'again').set('x', 'y'); observe('order', [...m]); const log = []; m.forEach(function(v, k, mm) { log.push([k, v, mm === m, this.t]); }, { t: 1 }); observe('forEach', log);
const live = new Map([[1, 1]]); const seen = []; for (const [k] of live) { seen.push(k); if (k < 4) live.set(k + 1, 0); live.delete(k); } observe('live', [seen, live.size]);
observe('tag', [String(m), Object.prototype.toString.call(m.entries()), m[Symbol.iterator] === m.entries]); try { Map(); } catch (e) { observe('call', e.message); } m.clear(); observe('cleared', m.size);
