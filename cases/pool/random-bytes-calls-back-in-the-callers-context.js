/*---
id: pool/random-bytes-calls-back-in-the-callers-context
requires: [ALS-RUN-02, ALS-EXIT-02]
about: work in the thread pool comes back with the store of its call, however its parts overtake each other
expect:
  A: [A, 8]
  B: [B, 16]
  exited: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { randomBytes } = require('node:crypto');
const als = new AsyncLocalStorage();
als.run('A', () => randomBytes(8, (error, bytes) => observe('A', [als.getStore(), bytes.length])));
als.run('B', () => {
  randomBytes(16, (error, bytes) => observe('B', [als.getStore(), bytes.length]));
  als.exit(() => randomBytes(1, () => observe('exited', als.getStore())));
});
