/*---
id: snapshot/function-restores-the-captured-context
requires: [ALS-SNAPSHOT-01]
about: the snapshot function calls what it is given in the captured context
expect:
  inside: A
  after: B
  result: 7
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const snapshot = als.run('A', () => AsyncLocalStorage.snapshot());
als.run('B', () => {
  const result = snapshot((x) => { observe('inside', als.getStore()); return x + 1; }, 6);
  observe('result', result);
  observe('after', als.getStore());
});
