/*---
id: http/reading-a-body-by-await-keeps-the-store
requires: [ALS-AWAIT-01, ALS-RUN-02]
about: a handler that awaits the chunks of a body keeps its store, also after the last
features: [http]
expect:
  after: handler
  body: onetwo
  answer: done
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const server = http.createServer((req, res) => {
  als.run('handler', async () => {
    let body = '';
    for await (const chunk of req) body += chunk;
    observe('after', als.getStore());
    observe('body', body);
    res.end('done');
  });
});
server.listen(0, '127.0.0.1', () => {
  const options = { port: server.address().port, host: '127.0.0.1', agent: false, method: 'POST' };
  const request = http.request(options, (res) => {
    let answer = '';
    res.on('data', (chunk) => { answer += chunk; });
    res.on('end', () => {
      observe('answer', answer);
      server.close();
    });
  });
  request.write('one');
  setTimeout(() => request.end('two'), 20);
});
