/*---
id: promise/chain-keeps-the-store
requires: [ALS-AWAIT-03]
about: every link of a chain made in one context sees its store
expect:
  wrong: 0
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  let wrong = 0;
  let chain = Promise.resolve();
  for (let i = 0; i < 50; i++) chain = chain.then(() => { if (als.getStore() !== 'A') wrong++; });
  chain.then(() => observe('wrong', wrong));
});
