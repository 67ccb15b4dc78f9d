/*---
id: fs/missing-file-is-reported-in-the-callers-context
requires: [ALS-RUN-02]
about: the callback that is told ENOENT sees the store of the call
features: [fs]
expect:
  code: ENOENT
  store: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const als = new AsyncLocalStorage();
als.run('A', () => {
  fs.readFile(__filename + '.missing', (error) => {
    observe('code', error.code);
    observe('store', als.getStore());
  });
});
