/*---
id: examples/snapshot
requires: [ALS-SNAPSHOT-01]
about: the snapshot taken in run(123) still shows 123 inside run(321)
formats: [mjs, cjs]
expect: {}
stdout: ['123']
---*/
//@import { AsyncLocalStorage } from 'node:async_hooks'
//@block snapshot
