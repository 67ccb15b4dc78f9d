/*---
id: http/requests-come-in-the-context-of-listen
requires: [ALS-RUN-02]
about: the request listener sees the store of the call of listen(), not the one of the client
features: [http]
expect:
  request: server
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer((req, res) => {
  observe('request', als.getStore());
  res.end();
  server.close();
});
als.run('server', () => server.listen(0, '127.0.0.1', () => {
  als.run('client', () => http.get({ port: server.address().port, host: '127.0.0.1', agent: false },
                                   (res) => res.resume()));
}));
