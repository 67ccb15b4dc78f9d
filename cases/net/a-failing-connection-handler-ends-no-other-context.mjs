/*---
id: net/a-failing-connection-handler-ends-no-other-context
requires: [ALS-RUN-05, ALS-RUN-08]
about: an error thrown and caught in one handler leaves nothing to the next connection
features: [net]
expect:
  caught: [undefined, boom]
  next: undefined
---*/
import net from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
let first = true;
const server = net.createServer((socket) => {
  if (first) {
    first = false;
    try {
      als.run('A', () => { throw new Error('boom'); });
    } catch (error) {
      observe('caught', [als.getStore(), error.message]);
    }
  } else {
    observe('next', als.getStore());
    server.close();
  }
  socket.end();
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  net.connect(port, '127.0.0.1').resume().on('close', () => net.connect(port, '127.0.0.1').resume());
});
