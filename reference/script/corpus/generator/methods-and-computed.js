const o = { *g() { yield this.v; }, v: 5, *['c' + 'd']() { yield 6; } };
observe('o', [...o.g(), ...o.cd()]);
class A { *[Symbol.iterator]() { yield* [1, 2, 3]; } static *s() { yield 's'; } }
observe('class', [...new A(), ...A.s()]);
