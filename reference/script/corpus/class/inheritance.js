class A { constructor(n) { this.n = n; } who() { return 'A' + this.n; } static make() { return new this(1); } }
class B extends A { constructor() { super(7); this.b = true; } who() { return super.who() + 'B'; } }
observe('who', new B().who());
observe('static', B.make().who());
observe('chain', [B.__proto__ === A, new B() instanceof A, Object.getPrototypeOf(B.prototype) === A.prototype]);
class C extends B {}
observe('implicit', new C().who());
class N extends null { static s() { return 1; } }
observe('null', N.s());
try { new N(); } catch (e) { observe('super', e.constructor.name); }
