/*---
id: net/a-name-is-looked-up-in-the-context-of-connect
requires: [ALS-RUN-02]
about: a lookup function and the lookup event see the store of the call of connect()
features: [net]
expect:
  function: A
  event: A
  connected: A
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
    const client = net.connect({
      port: server.address().port,
      host: 'somewhere.test',
      lookup(name, options, callback) {
        observe('function', als.getStore());
        setTimeout(() => {
          if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
          else callback(null, '127.0.0.1', 4);
        }, 1);
      },
    });
    client.on('lookup', () => observe('event', als.getStore()));
    client.on('connect', () => observe('connected', als.getStore()));
    client.resume();
  });
});
