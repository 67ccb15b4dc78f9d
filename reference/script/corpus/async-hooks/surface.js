// Names, lengths, own properties and what console.log shows.
const hooks = require('node:async_hooks');
const { AsyncLocalStorage, AsyncResource, createHook } = hooks;

console.log(Object.keys(hooks));
console.log(Object.keys(hooks.asyncWrapProviders).length, hooks.asyncWrapProviders.PROMISE, Object.isFrozen(hooks.asyncWrapProviders));
const hookPrototype = Object.getPrototypeOf(createHook({}));
for (const [label, object] of [['AsyncResource.prototype', AsyncResource.prototype],
  ['AsyncLocalStorage.prototype', AsyncLocalStorage.prototype], ['AsyncLocalStorage', AsyncLocalStorage],
  ['AsyncResource', AsyncResource], ['hook', hookPrototype]]) {
  for (const key of Object.getOwnPropertyNames(object)) {
    const { value, ...flags } = Object.getOwnPropertyDescriptor(object, key);
    console.log(label, key, typeof value === 'function' ? [value.name, value.length] : typeof value, JSON.stringify(flags));
  }
}
const als = new AsyncLocalStorage({ defaultValue: 1, name: 'n' });
console.log(als, als.name, als.getStore(), Object.keys(als));
als.run('A', () => {
  console.log(als);
  console.log(Object.getOwnPropertySymbols(new AsyncResource('X')));
  console.log(Object.getOwnPropertySymbols(Promise.resolve()));
  class F extends AsyncResource {
    a = 1;
    constructor() { super('F'); }
  }
  console.log(Object.keys(new F()), new F()[als.kResourceStore], hooks.executionAsyncResource()[als.kResourceStore]);
});
console.log(AsyncLocalStorage, AsyncResource, createHook({ init() {} }), AsyncLocalStorage.prototype);
class Sub extends AsyncLocalStorage {
  get twice() { return [this.getStore(), this.getStore()]; }
}
const sub = new Sub();
console.log(sub instanceof AsyncLocalStorage, sub.run('B', () => sub.twice), sub);
const hook = createHook({ init() {} });
console.log(hook.enable() === hook, hook.enable() === hook, hook.disable() === hook, hook.disable() === hook);
