// slice and splice of arrays with all their elements, of arrays with holes, of subclasses and with
// arguments that change the array.
function show(label, value) {
  console.log(label, JSON.stringify(value), Array.isArray(value), value.length);
}

for (const [start, count, ...items] of [
  [0, 0], [0, 1], [1, 1, 'x'], [1, 2, 'x'], [1, 1, 'x', 'y', 'z'], [5, 1, 'end'], [-1, 1], [-2, 1, 'x', 'y'],
  [0, 99], [99, 1], [2, -3, 'in'],
]) {
  const list = [1, 2, 3, 4, 5];
  show(`removed ${start} ${count}`, list.splice(start, count, ...items));
  show('left', list);
}
const all = [1, 2, 3];
show('from one', all.splice(1));
show('left', all);
show('nothing', all.splice());

for (const [from, to] of [[0], [1], [1, 2], [-1], [-2, -1], [2, 1], [0, 99]]) {
  show(`slice ${from} ${to}`, [1, 2, 3, 4].slice(from, to));
}

const holes = [1, , 3];
const copied = holes.slice();
console.log(1 in copied, copied.length, 1 in holes.splice(0, 2), holes);

class List extends Array {}
const list = List.from([1, 2, 3]);
console.log(list.slice(1) instanceof List, list.splice(0, 1) instanceof List, list);

const changing = [1, 2, 3, 4];
console.log(changing.slice({ valueOf() { changing.length = 2; return 0; } }), changing);
const growing = [1, 2];
console.log(growing.splice({ valueOf() { growing.push(3); return 1; } }, 1), growing);

const fixed = [1, 2, 3];
Object.defineProperty(fixed, 'length', { writable: false });
try {
  fixed.splice(0, 1);
} catch (error) {
  console.log(error instanceof TypeError);
}
const frozen = Object.freeze([1, 2]);
try {
  frozen.splice(0, 1, 5);
} catch (error) {
  console.log(error instanceof TypeError, frozen);
}
const other = [1, 2, 3];
other.constructor = { [Symbol.species]: function(length) { this.made = length; } };
console.log(other.slice(1).made, other.splice(0, 2).made);
