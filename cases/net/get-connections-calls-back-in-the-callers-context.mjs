/*---
id: net/get-connections-calls-back-in-the-callers-context
requires: [ALS-RUN-02]
about: the callback of getConnections() sees the store of the call, and counts the open connections
features: [net]
expect:
  connections: [A, 1]
---*/
import net from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = net.createServer((socket) => {
  als.run('A', () => server.getConnections((error, count) => {
    observe('connections', [als.getStore(), count]);
    socket.end();
    server.close();
  }));
});
server.listen(0, '127.0.0.1', () => net.connect(server.address().port, '127.0.0.1').resume());
