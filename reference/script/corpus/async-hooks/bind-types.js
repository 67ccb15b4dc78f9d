// The type of the resource that a static bind makes, as init hooks see it.
const { AsyncLocalStorage, AsyncResource, createHook } = require('node:async_hooks');

const types = [];
const hook = createHook({ init(id, type, trigger, resource) { types.push([type, resource instanceof AsyncResource]); } });
hook.enable();
AsyncResource.bind(function named() {});
AsyncResource.bind(() => {});
AsyncResource.bind(function named() {}, 'given');
AsyncResource.bind(() => {}, 'given');
AsyncResource.bind(function named() {}, '');
AsyncResource.bind(function named() {}, null);
AsyncLocalStorage.bind(function named() {});
AsyncLocalStorage.snapshot();
new AsyncResource('T').bind(() => {});
hook.disable();
console.log(types);
