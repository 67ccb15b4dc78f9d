/*---
id: http/concurrent-fetches-do-not-mix
requires: [ALS-AWAIT-01, ALS-RUN-08]
about: calls of fetch that wait at the same time come back each in its own context
features: [http]
expect:
  A: A
  B: B
  C: C
  outside: undefined
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer((req, res) => setTimeout(() => res.end(req.url), 1));
server.listen(0, '127.0.0.1', async () => {
  const ask = async (store) => {
    const response = await fetch(`http://127.0.0.1:${server.address().port}/${store}`);
    await response.text();
    observe(store, als.getStore());
  };
  const asked = ['A', 'B', 'C'].map((store) => als.run(store, ask, store));
  observe('outside', als.getStore());
  await Promise.all(asked);
  server.close();
  server.closeAllConnections?.();
});
