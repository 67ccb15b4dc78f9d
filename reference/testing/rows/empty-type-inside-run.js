/*---
about: "new AsyncResource('') inside run() (p25)"
node18: [ERR_ASYNC_TYPE]
frame: [ok]
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  let code = 'ok';
  try { new AsyncResource(''); } catch (error) { code = error.code; }
  observe('', code);
});
