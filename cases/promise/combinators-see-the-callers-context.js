/*---
id: promise/combinators-see-the-callers-context
requires: [ALS-AWAIT-03]
about: then() on Promise.all, race, any and allSettled sees its own context
expect:
  all: A
  race: A
  any: A
  allSettled: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const later = (ms, fail) => new Promise((resolve, reject) => setTimeout(fail ? reject : resolve, ms));
const mixed = () => [als.run('x', () => later(1)), als.run('y', () => later(2))];
als.run('A', () => {
  for (const name of ['all', 'race', 'any', 'allSettled']) {
    Promise[name](mixed()).then(() => observe(name, als.getStore()));
  }
});
