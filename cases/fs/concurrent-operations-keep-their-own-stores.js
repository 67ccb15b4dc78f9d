/*---
id: fs/concurrent-operations-keep-their-own-stores
requires: [ALS-RUN-02]
about: four stat() calls at once; whichever ends first, each callback sees the store of its own call
features: [fs]
expect:
  stat-0: 0
  stat-1: 1
  stat-2: 2
  stat-3: 3
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const als = new AsyncLocalStorage();
for (let i = 0; i < 4; i++) {
  als.run(i, () => fs.stat(__filename, () => observe('stat-' + i, als.getStore())));
}
