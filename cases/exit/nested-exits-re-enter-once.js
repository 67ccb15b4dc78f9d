/*---
id: exit/nested-exits-re-enter-once
requires: [ALS-EXIT-01]
about: an exit inside an exit changes nothing; the outermost re-enters
expect:
  outer: undefined
  inner: undefined
  between: undefined
  after: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.exit(() => {
    observe('outer', als.getStore());
    als.exit(() => observe('inner', als.getStore()));
    observe('between', als.getStore());
  });
  observe('after', als.getStore());
});
