const A = class Named { static n() { return Named.name; } };
observe('name', A.n()); observe('outer', typeof Named);
const make = (base) => class extends base { tag() { return 'mixed ' + super.tag(); } };
class Base { tag() { return 'base'; } }
observe('mixin', new (make(Base))().tag());
observe('names', [class {}.name, (class X {}).name, class { static name = 'own'; }.name]);
