const log = []; const registry = new FinalizationRegistry((held) => log.push(held));
let ref; (() => { const a = { big: 1 }; const b = {}; const c = {}; ref = new WeakRef(a); registry.register(a, 'a'); registry.register(b, 'b', b); registry.register(c, 'c'); registry.unregister(b); globalThis.keep = c; })();
setTimeout(() => { gc(); setTimeout(() => { observe('log', log); observe('ref', ref.deref()); observe('kept', typeof keep); }, 20); }, 5);
