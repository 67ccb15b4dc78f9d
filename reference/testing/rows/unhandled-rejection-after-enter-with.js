/*---
about: "an async function called in A enters E and throws; the listener sees (s01)"
node18: [A]
frame: [E]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
process.on('unhandledRejection', () => observe('', als.getStore()));
als.run('A', async () => { als.enterWith('E'); throw new Error(); });
