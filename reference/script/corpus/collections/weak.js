const k1 = {}, k2 = () => {}; const wm = new WeakMap([[k1, 1]]); wm.set(k2, 2);
observe('wm', [wm.get(k1), wm.has(k2), wm.delete(k1), wm.has(k1), wm.get({})]); try { wm.set(1, 2); } catch (e) { observe('bad', e.message); }
const ws = new WeakSet([k1]); observe('ws', [ws.has(k1), ws.has({}), ws.add(k2) === ws]); const r = new WeakRef(k1); observe('ref', r.deref() === k1);
observe('tags', [String(wm), String(ws), String(r)]);
