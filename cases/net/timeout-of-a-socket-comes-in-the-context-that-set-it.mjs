/*---
id: net/timeout-of-a-socket-comes-in-the-context-that-set-it
requires: [ALS-RUN-02]
about: the timeout of an idle socket sees the store of the call of setTimeout()
features: [net]
expect:
  timeout: A
---*/
import net from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = net.createServer((socket) => {
  server.close();
  socket.resume().on('end', () => socket.end());
});
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1', () => {
    als.run('A', () => client.setTimeout(30, () => {
      observe('timeout', als.getStore());
      client.end();
    }));
  });
  client.resume();
});
