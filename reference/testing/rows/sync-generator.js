/*---
about: "a generator's body sees the caller of each next() (r09)"
node18: [A, B]
frame: [A, B]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
function* body() { observe('', als.getStore()); yield; observe('', als.getStore()); }
const it = als.run('M', () => body());
als.run('A', () => it.next());
als.run('B', () => it.next());
