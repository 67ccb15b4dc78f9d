/*---
id: disable/get-store-is-undefined-until-run
requires: [ALS-DISABLE-01, ALS-DISABLE-02]
about: after disable() there is no store until run() enables the instance again
expect:
  disabled: undefined
  inside: B
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.enterWith('A');
als.disable();
observe('disabled', als.getStore());
als.run('B', () => observe('inside', als.getStore()));
