const attempt = (f) => { try { return f(); } catch (e) { return e.name + ': ' + e.message; } };
class A {}
observe('no-super', attempt(() => { class B extends A { constructor() {} } return new B(); }));
observe('this-early', attempt(() => { class B extends A { constructor() { this.x = 1; super(); } } return new B(); }));
observe('super-twice', attempt(() => { class B extends A { constructor() { super(); super(); } } return new B(); }));
observe('returns-object', attempt(() => { class B extends A { constructor() { return { own: 1 }; } } return new B(); }));
observe('returns-number', attempt(() => { class B extends A { constructor() { super(); return 1; } } return new B(); }));
observe('base-returns-number', attempt(() => { class B { constructor() { this.k = 1; return 5; } } return new B(); }));
observe('arrow-super', attempt(() => { class B extends A { constructor() { const s = () => super(); s(); this.ok = 1; } } return new B(); }));
observe('extends-value', attempt(() => { class B extends 5 {} }));
