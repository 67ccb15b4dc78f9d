const make = (n) => class { static n = n; m() { return n + this.constructor.n; } }; const A = make(1), B = make(10);
observe('ab', [new A().m(), new B().m()]);
