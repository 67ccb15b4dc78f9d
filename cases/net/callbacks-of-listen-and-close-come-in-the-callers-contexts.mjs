/*---
id: net/callbacks-of-listen-and-close-come-in-the-callers-contexts
requires: [ALS-RUN-02]
about: the callbacks of listen() and close() see the store of the call
features: [net]
expect:
  listening: A
  closed: B
---*/
import net from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = net.createServer();
als.run('A', () => server.listen(0, '127.0.0.1', () => {
  observe('listening', als.getStore());
  als.run('B', () => server.close(() => observe('closed', als.getStore())));
}));
