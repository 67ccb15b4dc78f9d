const attempt = (f) => { try { return f(); } catch (e) { return e.name + ': ' + e.message; } };
class A {
  #f = 1; #m() {} get #r() { return 1; } set #w(v) {}
  static writeField(o) { o.#f = 2; }
  static writeMethod(o) { o.#m = 2; }
  static writeGetter(o) { o.#r = 2; }
  static readSetter(o) { return o.#w; }
  static call(o) { return o.#m(); }
}
for (const k of ['writeField', 'writeMethod', 'writeGetter', 'readSetter', 'call']) {
  observe(k + '-own', attempt(() => A[k](new A())));
  observe(k + '-foreign', attempt(() => A[k]({})));
}
