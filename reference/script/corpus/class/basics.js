class A {
  constructor(x) { this.x = x; }
  get double() { return this.x * 2; }
  set double(v) { this.x = v / 2; }
  m() { return 'm' + this.x; }
  static s() { return 's'; }
  ['comp' + 'uted']() { return 1; }
}
const a = new A(2);
a.double = 10;
observe('a', [a.x, a.double, a.m(), A.s(), a.computed()]);
observe('keys', Object.keys(a)); observe('proto', Object.getOwnPropertyNames(A.prototype));
observe('enumerable', Object.keys(A.prototype));
observe('typeof', typeof A);
try { A(); } catch (e) { observe('call', e.message); }
