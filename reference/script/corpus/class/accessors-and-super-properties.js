class A { get v() { return 'A.v of ' + this.name; } set v(x) { this.got = x; } m() { return 1; } }
class B extends A {
  constructor() { super(); this.name = 'b'; }
  get v() { return '(' + super.v + ')'; }
  set v(x) { super.v = x + 1; }
  m() { return () => super.m() + 1; }
  test() { super.plain = 5; return this.plain; }
}
const b = new B();
b.v = 1;
observe('v', b.v); observe('got', b.got); observe('m', b.m()()); observe('plain', b.test());
const o = { __proto__: { hi() { return 'hi ' + this.n; } }, n: 1, hi() { return super.hi() + '!'; } };
observe('object', o.hi());
