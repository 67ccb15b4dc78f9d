/*---
id: http/events-of-a-request-come-in-its-context
requires: [ALS-RUN-02, EE-EMIT-01]
about: socket, finish and close of a client request come in the context in which it was made
features: [http]
expect:
  socket: A
  finish: A
  close: A
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer((req, res) => {
  req.resume();
  res.end();
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const request = als.run('A', () => http.request({ port, host: '127.0.0.1', agent: false, method: 'POST' }));
  request.on('socket', () => observe('socket', als.getStore()));
  request.on('finish', () => observe('finish', als.getStore()));
  request.on('response', (res) => res.resume());
  request.on('close', () => {
    observe('close', als.getStore());
    server.close();
  });
  als.run('A', () => request.end('body'));
});
