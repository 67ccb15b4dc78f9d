function F() { return new.target === undefined ? 'call' : { target: new.target.name }; }
observe('call', F()); observe('new', new F());
class A { constructor() { this.t = new.target.name; } }
class B extends A {}
observe('derived', new B().t);
observe('reflect', Reflect.construct(A, [], B).t);
