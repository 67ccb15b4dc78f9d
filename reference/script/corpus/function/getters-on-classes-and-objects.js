class A { static #c = 0; static get next() { return ++A.#c; } get [`dyn${1}`]() { return 'd'; } } observe('r', [A.next, A.next, new A().dyn1]); const o = { get a() { return 1; }, get b() { return this.a + 1; } }; observe('o', [o.b, JSON.stringify(o), { ...o }]);
const lazy = { get v() { Object.defineProperty(this, 'v', { value: 'computed' }); return this.v; } }; observe('lazy', [lazy.v, lazy.v]);
