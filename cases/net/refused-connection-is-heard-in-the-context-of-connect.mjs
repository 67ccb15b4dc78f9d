/*---
id: net/refused-connection-is-heard-in-the-context-of-connect
requires: [ALS-RUN-02]
about: error and close of a socket that nobody accepts come in the context of the call of connect()
features: [net]
expect:
  error: A
  code: ECONNREFUSED
  close: [A, true]
---*/
import net from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = net.createServer();
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  server.close(() => {
    const client = als.run('A', () => net.connect(port, '127.0.0.1'));
    client.on('error', (error) => {
      observe('error', als.getStore());
      observe('code', error.code);
    });
    client.on('close', (hadError) => observe('close', [als.getStore(), hadError]));
  });
});
