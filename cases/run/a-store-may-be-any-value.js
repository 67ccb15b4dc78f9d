/*---
id: run/a-store-may-be-any-value
requires: [ALS-RUN-01]
about: every kind of value is a store, falsy ones included
expect:
  zero: 0
  empty: {$string: ""}
  'false': false
  'null': null
  undefined: undefined
  symbol: {$text: Symbol(s)}
  bigint: {$text: 10n}
  nan: {$text: NaN}
  function: {$text: '[function f]'}
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
function f() {}
const stores = { zero: 0, empty: '', false: false, null: null, undefined, symbol: Symbol('s'), bigint: 10n, nan: NaN, function: f };
for (const label of Object.keys(stores)) als.run(stores[label], () => observe(label, als.getStore()));
