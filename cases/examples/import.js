/*---
id: examples/import
requires: [MOD-IMPORT-01]
about: both classes come from node:async_hooks
formats: [mjs, cjs]
expect:
  storage: {$text: '[function AsyncLocalStorage]'}
  resource: {$text: '[function AsyncResource]'}
---*/
//@block import
observe('storage', AsyncLocalStorage);
observe('resource', AsyncResource);
