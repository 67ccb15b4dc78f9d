/*---
id: http/fetch-keeps-the-context-of-its-caller
requires: [ALS-AWAIT-01]
about: after awaiting fetch and the body the store is the one of the call
features: [http]
expect:
  response: A
  body: A
  text: hello
  outside: undefined
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer((req, res) => res.end('hello'));
server.listen(0, '127.0.0.1', () => {
  als.run('A', async () => {
    const response = await fetch(`http://127.0.0.1:${server.address().port}/`);
    observe('response', als.getStore());
    const text = await response.text();
    observe('body', als.getStore());
    observe('text', text);
    server.close();
    server.closeAllConnections?.();
  });
  observe('outside', als.getStore());
});
