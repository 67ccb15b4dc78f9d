/*---
id: net/a-connection-is-no-part-of-the-one-before
requires: [ALS-RUN-08]
about: what runs inside the handler of one connection does not show in the handler of the next
features: [net]
expect:
  before: {$each: [undefined, undefined, undefined]}
  inside: {$each: [1, 2, 3]}
  after: {$each: [undefined, undefined, undefined]}
---*/
import net from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
let count = 0;
const server = net.createServer((socket) => {
  observe('before', als.getStore());
  als.run(++count, () => setTimeout(() => {
    observe('inside', als.getStore());
    socket.end();
  }, 1));
  observe('after', als.getStore());
});
function connect(left) {
  if (left === 0) server.close();
  else net.connect(server.address().port, '127.0.0.1').resume().on('close', () => connect(left - 1));
}
server.listen(0, '127.0.0.1', () => connect(3));
