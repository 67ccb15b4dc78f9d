/*---
id: bind/passes-arguments-and-result
requires: [ALS-BIND-02]
about: a bound function takes and returns what the original does
expect:
  sum: 6
  thrown: true
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const add = AsyncLocalStorage.bind((a, b, c) => a + b + c);
observe('sum', add(1, 2, 3));
const error = new Error();
try {
  AsyncLocalStorage.bind(() => { throw error; })();
} catch (e) {
  observe('thrown', e === error);
}
