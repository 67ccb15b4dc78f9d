/*---
about: "exit nested in exit (p41)"
node18: [undefined, undefined, A]
frame: [undefined, undefined, A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.exit(() => {
    als.exit(() => observe('', als.getStore()));
    observe('', als.getStore());
  });
  observe('', als.getStore());
});
