/*---
id: net/connect-callback-comes-in-the-context-of-connect
requires: [ALS-RUN-02]
about: the connection listener sees the store of the call of connect()
features: [net]
expect:
  connected: A
  outside: undefined
---*/
import net from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = net.createServer((socket) => {
  server.close();
  socket.end();
});
server.listen(0, '127.0.0.1', () => {
  als.run('A', () => {
    const client = net.connect(server.address().port, '127.0.0.1', () => {
      observe('connected', als.getStore());
      client.end();
    });
    client.resume();
  });
  observe('outside', als.getStore());
});
