// One place in the program reads and writes properties of objects of many kinds.
function read(object) {
  return object.size;
}
function write(object, value) {
  object.size = value;
}
function add(object) {
  object.first = null;
  object.second = undefined;
  object.third = true;
  object.fourth = false;
  return Object.keys(object).join();
}

class Base {
  get size() { return `get ${this.kept}`; }
  set size(value) { this.kept = value; }
}
class Derived extends Base {}
const proto = { size: 'inherited' };
const fixed = Object.defineProperty({}, 'size', { value: 'fixed' });
const kinds = () => [
  {}, { size: 1 }, { other: 1, size: 2 }, Object.create(proto), Object.create(fixed), Object.create(null), new Base(),
  new Derived(), [], Object.assign([], { size: 'of a list' }), function size() {}, (() => 0), new Map([[1, 2]]),
  new Proxy({ size: 'behind' }, { get(target, key) { return `proxy ${String(key)}`; } }), Object.freeze({}), new Error('e'),
];
for (let round = 0; round < 3; round++) {
  for (const object of kinds()) {
    const before = read(object);
    write(object, round);
    console.log(String(before), String(read(object)), Object.prototype.hasOwnProperty.call(object, 'size'));
    console.log(add(object));
  }
}

// What an object lacks may come later: to it, to its prototype, to the prototype's.
const grand = {};
const parent = Object.create(grand);
const child = () => Object.create(parent);
const seen = [];
const look = () => seen.push(read(child()));
look();
grand.size = 1;
look();
parent.size = 2;
look();
delete parent.size;
look();
Object.setPrototypeOf(parent, { size: 3 });
look();
Object.defineProperty(parent, 'size', { get() { return 4; }, configurable: true });
look();
console.log(seen.join());

// The length of a list, also where a class says something else about it.
class Odd extends Array {
  get length() { return 'odd'; }
}
const length = (object) => object.length;
const plain = Object.create(Odd.prototype);
for (let round = 0; round < 3; round++) console.log(length(plain), length(new Odd()), length([1]), length('ab'), length(length));

// Writes to a property that only a prototype has make one of the object's own.
proto.count = 5;
for (let round = 0; round < 3; round++) {
  const object = Object.create(proto);
  object.count = object.count + 1;
  console.log(object.count, proto.count, Object.keys(object));
}

// Many properties, some deleted again.
const many = {};
for (let i = 0; i < 40; i++) many[`p${i}`] = i;
for (let i = 0; i < 40; i += 3) delete many[`p${i}`];
many.p0 = 'again';
console.log(Object.keys(many).length, many.p39, many.p38, many.p0, Object.keys(many).at(-1));
