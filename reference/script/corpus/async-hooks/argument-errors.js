// What the classes say about arguments of the wrong type.
const { AsyncLocalStorage, AsyncResource, createHook } = require('node:async_hooks');

function attempt(label, fn) {
  try {
    console.log(label, fn());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}
const values = [undefined, null, 1, -0, NaN, 1n, 'str', 'a'.repeat(50), "it's", Symbol('x'), true, [], {},
  new Map(), () => {}, function foo() {}, class Bar {}, Object.create(null), new (class Foo {})(), [1, 2, 3]];
for (const value of values) {
  attempt('type', () => typeof new AsyncResource(value));
  attempt('static bind', () => typeof AsyncLocalStorage.bind(value));
  attempt('bind', () => typeof new AsyncResource('t').bind(value));
  attempt('trigger', () => typeof new AsyncResource('t', { triggerAsyncId: value }));
  attempt('options', () => typeof new AsyncResource('t', value));
  attempt('bind type', () => typeof AsyncResource.bind(() => {}, value));
}
for (const trigger of [-1, 0, 7, -2, 1.5, Infinity, 2 ** 53, '4']) {
  attempt('number', () => new AsyncResource('t', { triggerAsyncId: trigger }).triggerAsyncId());
}
attempt('hook', () => createHook());
attempt('hook', () => createHook(null));
attempt('hook', () => createHook({ init: 1 }));
attempt('hook', () => createHook({ promiseResolve: null }));
attempt('hook', () => typeof createHook(5));
attempt('plain', () => AsyncLocalStorage());
attempt('plain', () => AsyncResource('x'));
