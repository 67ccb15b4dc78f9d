/*---
id: http/a-request-sees-nothing-of-the-one-before
requires: [ALS-RUN-08]
about: the handler of the second request on a kept connection does not see the store in which the first was answered
features: [http]
expect:
  before: {$each: [undefined, undefined]}
  connections: 1
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
let connections = 0;
let served = 0;
const server = http.createServer((req, res) => {
  observe('before', als.getStore());
  als.run(`request ${++served}`, () => setTimeout(() => res.end('body'), 1));
});
server.on('connection', () => connections++);
server.keepAliveTimeout = 0;  // the connection stays until it is used again
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
function ask(then) {
  http.get({ port: server.address().port, host: '127.0.0.1', agent }, (res) => {
    res.resume();
    res.on('close', () => setTimeout(then, 20));
  });
}
server.listen(0, '127.0.0.1', () => ask(() => ask(() => {
  observe('connections', connections);
  agent.destroy();
  server.close();
})));
