/*---
id: http/bound-close-listener-keeps-the-context-of-the-handler
requires: [EE-BIND-01, AR-SBIND-01]
about: a close listener of a request that is bound runs in the context of the handler
features: [http]
expect:
  bound: handler
---*/
import http from 'node:http';
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer((req, res) => {
  als.run('handler', () => {
    req.on('close', AsyncResource.bind(() => observe('bound', als.getStore())));
    req.resume();
    res.end();
  });
});
server.listen(0, '127.0.0.1', () => {
  http.get({ port: server.address().port, host: '127.0.0.1', agent: false }, (res) => {
    res.resume();
    res.on('end', () => server.close());
  });
});
