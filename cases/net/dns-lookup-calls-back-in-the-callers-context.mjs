/*---
id: net/dns-lookup-calls-back-in-the-callers-context
requires: [ALS-RUN-02, ALS-AWAIT-01]
about: two lookups at the same time come back each with the store of its call
features: [net]
expect:
  A: [A, true]
  B: [B, true]
  awaited: A
---*/
import dns from 'node:dns';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
for (const name of ['A', 'B']) {
  als.run(name, () => dns.lookup('localhost', (error, address) => {
    observe(name, [als.getStore(), typeof address === 'string']);
  }));
}
als.run('A', async () => {
  await dns.promises.lookup('localhost');
  observe('awaited', als.getStore());
});
