const f = (x) => { if (x) throw new Error('sync'); return 'ok'; }; (async () => { const t = async (fn) => fn(); observe('r', [await t(() => f(0)), await t(() => f(1)).catch((e) => e.message)]); })();
