/*---
id: http/hung-up-socket-is-heard-in-the-context-of-the-request
requires: [ALS-RUN-02]
about: the error of a request whose connection the server drops comes in the context in which it was made
features: [http]
expect:
  error: A
  code: ECONNRESET
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer((req) => req.socket.destroy());
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const request = als.run('A', () => http.get({ port, host: '127.0.0.1', agent: false }));
  request.on('error', (error) => {
    observe('error', als.getStore());
    observe('code', error.code);
    server.close();
  });
});
