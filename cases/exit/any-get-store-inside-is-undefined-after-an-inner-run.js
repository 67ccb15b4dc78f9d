/*---
id: exit/any-get-store-inside-is-undefined-after-an-inner-run
requires: [ALS-EXIT-08]
about: inside exit(), after an inner run() has returned, there is still no store
expect:
  inner: B
  still: undefined
  after: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.exit(() => {
    als.run('B', () => observe('inner', als.getStore()));
    observe('still', als.getStore());
  });
  observe('after', als.getStore());
});
