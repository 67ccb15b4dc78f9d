const o = { a: { b: () => 'called', c: [1] }, n: null };
observe('chain', [o?.a?.b(), o.x?.y.z.w, o.n?.[0], o.a.c?.[0], o.x?.(), o.a.b?.(), o?.['a']?.['c']?.length]);
let count = 0; o.n?.[count++]; o.n?.f(count++); observe('short', count);
observe('delete', [delete o?.a?.c, o.a.c, delete o.zz?.x]);
observe('paren', (() => { try { return (o.n?.x).y; } catch (e) { return e.message; } })());
const m = { v: 1, f() { return this?.v; } }; observe('this', [m.f?.(), m?.f(), (m?.f)()]);
