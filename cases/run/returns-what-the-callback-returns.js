/*---
id: run/returns-what-the-callback-returns
requires: [ALS-RUN-03]
about: run() gives back the callback's return value, also undefined, and the very object
expect:
  value: 42
  nothing: undefined
  same: true
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const object = {};
observe('value', als.run('A', () => 42));
observe('nothing', als.run('A', () => {}));
observe('same', als.run('A', () => object) === object);
