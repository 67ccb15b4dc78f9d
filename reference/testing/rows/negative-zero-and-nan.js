/*---
about: "run(NaN) in run(NaN) takes the short way; run(-0) in run(0) does not (section 1)"
node18: [E, 0]
frame: [E, 0]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run(NaN, () => {
  als.run(NaN, () => als.enterWith('E'));
  observe('', als.getStore());
});
als.run(0, () => {
  als.run(-0, () => als.enterWith('E'));
  observe('', als.getStore());
});
