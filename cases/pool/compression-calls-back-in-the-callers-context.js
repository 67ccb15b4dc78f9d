/*---
id: pool/compression-calls-back-in-the-callers-context
requires: [ALS-RUN-02]
about: what a callback of deflate() starts, inflate(), keeps the store of the first call
expect:
  deflated: A
  inflated: [A, text]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { deflate, inflate } = require('node:zlib');
const als = new AsyncLocalStorage();
als.run('A', () => deflate('text', (error, packed) => {
  observe('deflated', als.getStore());
  inflate(packed, (again, bytes) => observe('inflated', [als.getStore(), bytes.toString()]));
}));
