// Receivers, arguments and results of callbacks; callbacks that are none.
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');

function attempt(fn) {
  try {
    console.log(fn());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
const als = new AsyncLocalStorage();
const { show } = class {
  static show(...args) {
    return [this, args];
  }
};
console.log(als.run(1, show, 'a', 'b'), als.run(1, show), als.exit(show, 'c'));
console.log(als.run(1, function() { return this === globalThis; }));
for (const value of [undefined, null, 5, 'x', {}, Symbol('q'), [1]]) {
  attempt(() => als.run(1, value));
  attempt(() => als.exit(value));
}
attempt(() => als.run(undefined, 7));
console.log(als.enterWith(3), als.getStore(), als.disable(), als.disable(), als.getStore());
const resource = new AsyncResource('R');
console.log(resource.runInAsyncScope(show, 'this', 1, 2), resource.runInAsyncScope(show), resource.runInAsyncScope(show, null));
console.log(resource.emitDestroy() === resource);
attempt(() => resource.runInAsyncScope(7));
attempt(() => resource.runInAsyncScope());
attempt(() => AsyncLocalStorage.snapshot()(5));
attempt(() => AsyncLocalStorage.snapshot()());
console.log(AsyncLocalStorage.snapshot()(show, 1, 2));
console.log(AsyncLocalStorage.snapshot().call('ignored', show));
const error = new Error('boom');
for (const call of [() => als.run(9, () => { throw error; }), () => als.exit(() => { throw error; }),
  () => resource.runInAsyncScope(() => { throw error; })]) {
  try {
    call();
  } catch (thrown) {
    console.log(thrown === error);
  }
}
