/*---
id: net/events-of-a-client-come-in-the-context-of-connect
requires: [ALS-RUN-02, EE-EMIT-01]
about: data, end and close of a socket come in the context in which it was connected
features: [net]
expect:
  data: A
  end: A
  close: A
---*/
import net from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = net.createServer((socket) => socket.end('hello'));
server.listen(0, '127.0.0.1', () => {
  const client = als.run('A', () => net.connect(server.address().port, '127.0.0.1'));
  client.once('data', () => observe('data', als.getStore()));
  client.on('end', () => observe('end', als.getStore()));
  client.on('close', () => {
    observe('close', als.getStore());
    server.close();
  });
});
