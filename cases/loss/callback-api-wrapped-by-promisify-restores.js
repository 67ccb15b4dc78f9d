/*---
id: loss/callback-api-wrapped-by-promisify-restores
requires: [LOSS-PROMISIFY-01]
about: a callback API that loses the context has it back behind util.promisify()
expect:
  raw: other
  awaited: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const { promisify } = require('node:util');
let pump;
als.run('other', () => {
  const waiting = [];
  pump = (callback) => waiting.push(callback);
  setTimeout(function flush() { for (const callback of waiting.splice(0)) callback(null); }, 5);
});
als.run('A', async () => {
  pump(() => observe('raw', als.getStore()));
  await promisify(pump)();
  observe('awaited', als.getStore());
});
