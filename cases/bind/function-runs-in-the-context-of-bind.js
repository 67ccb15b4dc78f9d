/*---
id: bind/function-runs-in-the-context-of-bind
requires: [ALS-BIND-01]
about: a bound function sees the store of where it was bound, also later and elsewhere
expect:
  outside: A
  inside-other: A
  timer: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const bound = als.run('A', () => AsyncLocalStorage.bind((label) => observe(label, als.getStore())));
bound('outside');
als.run('B', () => {
  bound('inside-other');
  setTimeout(bound, 1, 'timer');
});
