class A {
  #x = 1;
  #m() { return this.#x; }
  get #g() { return 'g' + this.#x; }
  set #g(v) { this.#x = v; }
  static #s = 's';
  static read(o) { return o.#x; }
  static has(o) { return #x in o; }
  static sm() { return A.#s; }
  go() { this.#x++; this.#g = this.#x * 2; return [this.#m(), this.#g]; }
}
const a = new A();
observe('go', a.go()); observe('read', A.read(a)); observe('has', [A.has(a), A.has({})]); observe('static', A.sm());
try { A.read({}); } catch (e) { observe('error', e.name + ': ' + e.message); }
observe('keys', Reflect.ownKeys(a));
