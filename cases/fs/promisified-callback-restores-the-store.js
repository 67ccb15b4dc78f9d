/*---
id: fs/promisified-callback-restores-the-store
requires: [LOSS-PROMISIFY-01, ALS-AWAIT-01]
about: awaiting util.promisify(fs.stat) keeps the store of the async function
features: [fs]
expect:
  before: A
  after: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const { promisify } = require('node:util');
const als = new AsyncLocalStorage();
const stat = promisify(fs.stat);
als.run('A', async () => {
  observe('before', als.getStore());
  await stat(__filename);
  observe('after', als.getStore());
});
