observe('typeof', [typeof undefined, typeof null, typeof 1, typeof 1n, typeof '', typeof Symbol(), typeof {}, typeof [], typeof (() => {}), typeof class {}, typeof nope]);
const o = { a: 1, b: 2 }; observe('delete', [delete o.a, 'a' in o, delete o.nope, delete o['b'], Object.keys(o)]);
observe('in', ['length' in [], 0 in [1], 1 in [1], 'toString' in {}, Symbol.iterator in []]);
const arr = [1, 2, 3]; delete arr[1]; observe('hole', arr); observe('len', arr.length);
observe('instanceof', [[] instanceof Array, [] instanceof Object, Object.create(null) instanceof Object, (() => {}) instanceof Function]);
