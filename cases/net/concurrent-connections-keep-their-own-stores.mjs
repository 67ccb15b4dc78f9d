/*---
id: net/concurrent-connections-keep-their-own-stores
requires: [ALS-RUN-02, ALS-RUN-08]
about: handlers that wait at the same time answer each with its own store
features: [net]
expect:
  reply: {$bag: ["0", "1", "2"]}
  outside: {$each: [undefined, undefined, undefined]}
---*/
import net from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
let next = 0;
const server = net.createServer((socket) => {
  als.run(next++, () => setTimeout(() => socket.end(String(als.getStore())), 20));
  observe('outside', als.getStore());
});
let left = 3;
server.listen(0, '127.0.0.1', () => {
  for (let i = 0; i < 3; i++) {
    net.connect(server.address().port, '127.0.0.1').on('data', (data) => {
      observe('reply', String(data));
      if (--left === 0) server.close();
    });
  }
});
