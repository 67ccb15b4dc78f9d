class Even { static [Symbol.hasInstance](n) { return n % 2 === 0; } }
observe('instanceof', [2 instanceof Even, 3 instanceof Even]);
class MyArray extends Array { static get [Symbol.species]() { return Array; } }
const m = new MyArray(1, 2, 3);
observe('own', m instanceof MyArray); observe('map', m.map((x) => x) instanceof MyArray);
class Sub extends Array { sum() { return this.reduce((a, b) => a + b, 0); } }
const s = Sub.from([1, 2, 3]);
observe('sum', s.map((x) => x * 2).sum()); observe('length', s.length);
