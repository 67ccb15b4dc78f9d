/*---
id: exit/re-enters-the-context-it-left
requires: [ALS-EXIT-05]
about: after exit() the store of before is back, whatever was entered inside
expect:
  inside: E
  after: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.exit(() => {
    als.enterWith('E');
    observe('inside', als.getStore());
  });
  observe('after', als.getStore());
});
