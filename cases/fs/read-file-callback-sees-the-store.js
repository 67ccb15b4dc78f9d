/*---
id: fs/read-file-callback-sees-the-store
requires: [ALS-RUN-02, ALS-RUN-08]
about: the callback of readFile() called inside run() sees the store; one called outside does not
features: [fs]
expect:
  inside: {id: 1}
  outside: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const als = new AsyncLocalStorage();
als.run({ id: 1 }, () => {
  fs.readFile(__filename, () => observe('inside', als.getStore()));
});
fs.readFile(__filename, () => observe('outside', als.getStore()));
