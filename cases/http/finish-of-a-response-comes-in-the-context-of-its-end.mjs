/*---
id: http/finish-of-a-response-comes-in-the-context-of-its-end
requires: [ALS-RUN-02, EE-EMIT-01]
about: finish is emitted by what end() started
features: [http]
expect:
  finish: handler
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer((req, res) => {
  res.on('finish', () => observe('finish', als.getStore()));
  als.run('handler', () => setTimeout(() => res.end('body'), 1));
});
server.listen(0, '127.0.0.1', () => {
  http.get({ port: server.address().port, host: '127.0.0.1', agent: false }, (res) => {
    res.resume();
    res.on('end', () => server.close());
  });
});
