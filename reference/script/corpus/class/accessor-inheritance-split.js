class A { get v() { return 'get'; } } class B extends A { set v(x) { this.s = x; } } const b = new B(); b.v = 1; observe('r', [b.v, b.s]);
