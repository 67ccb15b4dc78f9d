/*---
id: net/write-callback-comes-in-the-context-of-the-write
requires: [ALS-RUN-02]
about: the callback of write() sees the store of the call
features: [net]
expect:
  written: writer
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
    als.run('writer', () => client.write('hello', () => {
      observe('written', als.getStore());
      client.end();
    }));
  });
  client.resume();
});
