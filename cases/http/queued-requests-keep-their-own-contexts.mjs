/*---
id: http/queued-requests-keep-their-own-contexts
requires: [ALS-RUN-02, ALS-RUN-08]
about: requests that wait for the only socket of an agent come back in the contexts in which they were made
features: [http]
expect:
  response: {$each: [A, B, C]}
  end: {$each: [A, B, C]}
  outside: undefined
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer((req, res) => res.end('body'));
server.keepAliveTimeout = 0;  // the connection stays until it is used again
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let left = 3;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  for (const store of ['A', 'B', 'C']) {
    als.run(store, () => {
      http.get({ port, host: '127.0.0.1', agent }, (res) => {
        observe('response', als.getStore());
        res.resume();
        res.on('end', () => {
          observe('end', als.getStore());
          if (--left === 0) {
            agent.destroy();
            server.close();
          }
        });
      });
    });
  }
  observe('outside', als.getStore());
});
