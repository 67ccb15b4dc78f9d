/*---
id: examples/snapshot-class
requires: [ALS-SNAPSHOT-02]
about: an object that took a snapshot when it was made reads the store of its maker
formats: [mjs, cjs]
expect: {}
stdout: ['123']
---*/
//@import { AsyncLocalStorage } from 'node:async_hooks'
const asyncLocalStorage = new AsyncLocalStorage();
//@block snapshot-class
