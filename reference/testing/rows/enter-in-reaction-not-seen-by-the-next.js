/*---
about: "enterWith in a then callback; the next then registered outside sees (p29)"
node18: [undefined]
frame: [undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('primed', () => {});
Promise.resolve().then(() => als.enterWith('E')).then(() => observe('', als.getStore()));
