/*---
about: "an init hook enabled before the first instance enters Z; a timer made in run(A) sees (section 12)"
node18: [Z]
frame: [A]
---*/
const { AsyncLocalStorage, createHook } = require('node:async_hooks');
const als = new AsyncLocalStorage();
let entering = false;
const hook = createHook({
  init(id, type) { if (entering && type === 'Timeout') { entering = false; als.enterWith('Z'); } },
}).enable();
als.run('A', () => {
  entering = true;
  setTimeout(() => { hook.disable(); observe('', als.getStore()); }, 1);
});
