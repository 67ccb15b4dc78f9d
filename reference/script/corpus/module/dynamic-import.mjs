const order = []; const p = import('node:events').then((m) => { order.push('events'); return m; }); order.push('sync'); const m = await p; observe('type', [typeof m.EventEmitter, m.default === m.EventEmitter, order]);
try { await import('./does-not-exist.mjs'); } catch (e) { observe('missing', e.code); } const again = await import('node:events'); observe('same', again === m);
