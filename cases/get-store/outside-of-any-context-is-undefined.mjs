/*---
id: get-store/outside-of-any-context-is-undefined
requires: [ALS-GET-01, ALS-NEW-02]
about: without run() or enterWith() there is no store, at once or later
expect:
  now: undefined
  later: undefined
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
observe('now', als.getStore());
setTimeout(() => observe('later', als.getStore()), 1);
