/*---
id: http/requests-on-one-kept-connection-keep-their-own-contexts
requires: [ALS-RUN-02, ALS-RUN-08]
about: a connection that is used again brings nothing of its first request to the second
features: [http]
expect:
  first: A
  second: B
  firstEnd: A
  secondEnd: B
  connections: 1
  outside: undefined
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
let connections = 0;
const server = http.createServer((req, res) => res.end('body'));
server.on('connection', () => connections++);
server.keepAliveTimeout = 0;  // the connection stays until it is used again
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
function ask(name, store, then) {
  als.run(store, () => {
    http.get({ port: server.address().port, host: '127.0.0.1', agent }, (res) => {
      observe(name, als.getStore());
      res.resume();
      res.on('end', () => observe(`${name}End`, als.getStore()));
      res.on('close', () => setTimeout(then, 20));
    });
  });
}
server.listen(0, '127.0.0.1', () => {
  ask('first', 'A', () => als.exit(() => ask('second', 'B', () => {
    observe('connections', connections);
    agent.destroy();
    server.close();
  })));
  observe('outside', als.getStore());
});
