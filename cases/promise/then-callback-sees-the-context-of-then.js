/*---
id: promise/then-callback-sees-the-context-of-then
requires: [ALS-AWAIT-03]
about: a reaction sees the store of where then() was called, not of who made or resolved the promise
expect:
  reaction: then
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
let resolve;
const promise = als.run('maker', () => new Promise((r) => { resolve = r; }));
als.run('then', () => promise.then(() => observe('reaction', als.getStore())));
als.run('resolver', () => setTimeout(resolve, 1));
