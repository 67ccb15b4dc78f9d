/*---
id: fs/exit-hides-the-store-from-the-callback
requires: [ALS-EXIT-02, ALS-EXIT-05]
about: an operation started inside exit() has no store in its callback; one started after exit() has it
features: [fs]
expect:
  inside: undefined
  after: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.exit(() => fs.access(__filename, () => observe('inside', als.getStore())));
  fs.access(__filename, () => observe('after', als.getStore()));
});
