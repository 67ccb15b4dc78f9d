// What a class's methods and accessors look like, whoever looks first and however.
const show = (object) => Reflect.ownKeys(object).map(String).join();
const flags = (object, key) => {
  const { value, get, set, writable, enumerable, configurable } =
    Object.getOwnPropertyDescriptor(object, key);
  return [typeof value, typeof get, typeof set, writable, enumerable, configurable].join();
};

let computed = 0;
class Plain {
  b() { return 'b'; }
  a() { return 'a'; }
  get x() { return this.y; }
  2() { return 'two'; }
  set x(value) { this.y = value; }
  a() { return 'second a'; }
  static s() { return 's'; }
  static get t() { return 't'; }
  1() { return 'one'; }
  async later() {}
  *many() { yield 1; }
  static constructor() { return 'static constructor'; }
}
observe('prototype', show(Plain.prototype));
observe('class', show(Plain));
observe('for in', (() => { const seen = []; for (const key in new Plain()) seen.push(key); return seen; })());
observe('last wins', new Plain().a());
observe('flags', [flags(Plain.prototype, 'b'), flags(Plain.prototype, 'x'), flags(Plain, 's'), flags(Plain, 't')]);
observe('names', [Plain.prototype.b.name, Object.getOwnPropertyDescriptor(Plain.prototype, 'x').get.name,
  Plain.prototype[2].name, Plain.constructor()]);
observe('same function', Plain.prototype.b === new Plain().b);

class Accessors {
  m() {}
  get m() { return 'getter'; }
  get n() { return 1; }
  n() {}
  get p() { return 1; }
  set p(value) {}
  get p() { return 2; }
}
observe('method then getter', flags(Accessors.prototype, 'm'));
observe('getter then method', flags(Accessors.prototype, 'n'));
observe('getter again', [new Accessors().p, flags(Accessors.prototype, 'p')]);

class Computed {
  first() { return 'first'; }
  middle() { return 'plain before'; }
  ['mid' + 'dle']() { return 'computed'; }
  ['la' + 'st']() { return 'computed before'; }
  last() { return 'plain'; }
  [Symbol.iterator]() { return ++computed; }
}
observe('computed', [new Computed().middle(), new Computed().last(), show(Computed.prototype)]);

class Deleted { a() {} b() {} c() {} static d() {} static e() {} }
observe('delete', [delete Deleted.prototype.b, delete Deleted.d, show(Deleted.prototype), show(Deleted),
  new Deleted().b]);
Deleted.prototype.b = 1;
observe('added again', show(Deleted.prototype));

class Replaced { a() { return 1; } b() { return 1; } }
Replaced.prototype.b = () => 'replaced';
Object.defineProperty(Replaced.prototype, 'a', { enumerable: true });
observe('replaced', [new Replaced().b(), show(Replaced.prototype), Object.keys(Replaced.prototype),
  typeof new Replaced().a]);

class Frozen { a() { return 'a'; } get g() { return 'g'; } }
Object.preventExtensions(Frozen.prototype);
Object.freeze(Frozen);
observe('frozen', [new Frozen().a(), show(Frozen.prototype), Object.isFrozen(Frozen)]);
const attempt = (f) => { try { return f(); } catch (error) { return error.message; } };
observe('no setter', attempt(() => { 'use strict'; new Frozen().g = 1; }));
observe('not extensible', attempt(() => { 'use strict'; Frozen.prototype.z = 1; }));

class Base { who() { return 'base'; } static who() { return 'static base'; } get v() { return 'v'; } }
class Derived extends Base {
  who() { return 'derived of ' + super.who() + super.v; }
  static who() { return 'static derived of ' + super.who(); }
}
observe('super', [new Derived().who(), Derived.who(), 'who' in new Derived(), 'nobody' in Derived]);
observe('own', [Object.hasOwn(Derived.prototype, 'who'), Object.hasOwn(Derived.prototype, 'v'),
  Object.hasOwn(Derived, 'who'), Object.hasOwn(Derived, 'length')]);

const Named = class { static name() { return 'own name'; } static length = 7; static other() {} };
observe('static name', [Named.name(), Named.length, show(Named)]);
class Inner { self() { return Inner; } #p = 1; p() { return this.#p; } static #q() { return 'q'; } static q() { return this.#q(); } }
observe('inner', [new Inner().self() === Inner, new Inner().p(), Inner.q()]);
observe('mixed', show(Object.assign(class { m() {} static k() {} }, { added: 1 })));
