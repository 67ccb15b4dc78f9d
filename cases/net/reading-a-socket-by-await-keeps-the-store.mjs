/*---
id: net/reading-a-socket-by-await-keeps-the-store
requires: [ALS-AWAIT-01]
about: a loop that awaits the chunks of a socket keeps its store to the end
features: [net]
expect:
  after: A
  text: onetwo
---*/
import net from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = net.createServer((socket) => {
  socket.write('one');
  setTimeout(() => socket.end('two'), 20);
});
server.listen(0, '127.0.0.1', () => als.run('A', async () => {
  let text = '';
  for await (const chunk of net.connect(server.address().port, '127.0.0.1')) text += chunk;
  observe('after', als.getStore());
  observe('text', text);
  server.close();
}));
