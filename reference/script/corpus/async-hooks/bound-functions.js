// What bind and snapshot return.
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');

function describe(fn) {
  for (const key of Reflect.ownKeys(fn)) {
    const { value, ...flags } = Object.getOwnPropertyDescriptor(fn, key);
    console.log(' ', key, typeof value === 'object' ? value.constructor.name : value, JSON.stringify(flags));
  }
}
function three(a, b, c) {
  'use strict';
  return [this, a, b, c];
}
const resource = new AsyncResource('R');
for (const [label, fn] of [
  ['bind', resource.bind(three)],
  ['bind with this', resource.bind(three, 'self')],
  ['bind with null', resource.bind(three, null)],
  ['static bind', AsyncResource.bind(three)],
  ['static bind with type and this', AsyncResource.bind(three, 'T', 'self')],
  ['storage bind', AsyncLocalStorage.bind(three)],
]) {
  console.log(label, fn.name, fn.length);
  console.log(fn(1, 2, 3), fn.call('caller', 1), fn.asyncResource instanceof AsyncResource);
  describe(fn);
}
console.log(resource.bind(three).asyncResource === resource);
const snapshot = AsyncLocalStorage.snapshot();
console.log(snapshot.name, snapshot.length, snapshot(() => 5));
describe(snapshot);
const Bound = AsyncLocalStorage.bind(function(x) { this.x = x; });
console.log(new Bound(5).x);
class Sub extends AsyncResource {
  runInAsyncScope(fn, thisArg, ...args) {
    return ['overridden', super.runInAsyncScope(fn, thisArg, ...args)];
  }
}
console.log(new Sub('S').bind((a) => a + 1)(1));
console.log(Sub.bind(() => {}).asyncResource.constructor === AsyncResource);
const strange = function() {};
Object.defineProperty(strange, 'length', { value: 77 });
console.log(resource.bind(strange).length);
