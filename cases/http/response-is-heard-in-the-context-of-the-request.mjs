/*---
id: http/response-is-heard-in-the-context-of-the-request
requires: [ALS-RUN-02]
about: response, body and end of a request come in the context in which it was made
features: [http]
expect:
  response: A
  data: A
  end: A
  outside: undefined
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer((req, res) => res.end('body'));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  als.run('A', () => {
    http.get({ port, host: '127.0.0.1', agent: false }, (res) => {
      observe('response', als.getStore());
      res.once('data', () => observe('data', als.getStore()));
      res.on('end', () => {
        observe('end', als.getStore());
        server.close();
      });
    });
  });
  observe('outside', als.getStore());
});
