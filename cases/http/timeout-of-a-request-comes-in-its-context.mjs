/*---
id: http/timeout-of-a-request-comes-in-its-context
requires: [ALS-RUN-02]
about: a timeout that is set with the request comes in the context in which it was made
features: [http]
expect:
  timeout: A
  error: A
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer(() => {});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  als.run('A', () => {
    const request = http.get({ port, host: '127.0.0.1', agent: false, timeout: 30 });
    request.on('timeout', () => {
      observe('timeout', als.getStore());
      request.destroy(new Error('too slow'));
    });
    request.on('error', () => {
      observe('error', als.getStore());
      server.close();
      server.closeAllConnections?.();
    });
  });
});
