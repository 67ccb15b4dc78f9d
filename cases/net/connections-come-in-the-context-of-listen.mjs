/*---
id: net/connections-come-in-the-context-of-listen
requires: [ALS-RUN-02]
about: the connection listener sees the store of the call of listen(), not the one of the client
features: [net]
expect:
  connection: server
---*/
import net from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = net.createServer((socket) => {
  observe('connection', als.getStore());
  socket.end();
  server.close();
});
als.run('server', () => server.listen(0, '127.0.0.1', () => {
  als.run('client', () => net.connect(server.address().port, '127.0.0.1').resume());
}));
