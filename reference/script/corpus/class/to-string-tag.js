class A { get [Symbol.toStringTag]() { return 'Tagged'; } } observe('r', [String(new A()), Object.prototype.toString.call(new A())]); class B {} observe('plain', [String(new B()), `${new B()}`]);
