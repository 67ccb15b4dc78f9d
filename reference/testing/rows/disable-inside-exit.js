/*---
about: "disable() inside exit(), seen after it (p10)"
node18: [A]
frame: [A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.exit(() => als.disable());
  observe('', als.getStore());
});
