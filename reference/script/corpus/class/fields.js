let n = 0;
class A { a = ++n; b = this.a * 10; static s = 'static'; ['c' + 1] = 'computed'; f = () => this.a; 'quoted' = 1; 5 = 'five'; undef; }
const x = new A(), y = new A();
observe('x', [x.a, x.b, x.c1, x.f(), x.quoted, x[5]]); observe('y', y.a); observe('s', A.s);
observe('keys', Object.keys(x)); observe('undef', 'undef' in x);
class B extends A { d = this.b + 1; }
observe('d', new B().d);
