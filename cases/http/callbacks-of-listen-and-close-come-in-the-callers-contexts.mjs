/*---
id: http/callbacks-of-listen-and-close-come-in-the-callers-contexts
requires: [ALS-RUN-02]
about: the callbacks of listen() and close() see the store of the call
features: [http]
expect:
  listening: A
  closed: B
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer();
als.run('A', () => server.listen(0, '127.0.0.1', () => {
  observe('listening', als.getStore());
  als.run('B', () => server.close(() => observe('closed', als.getStore())));
}));
