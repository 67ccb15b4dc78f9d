/*---
id: http/each-request-keeps-the-id-it-was-given
requires: [ALS-RUN-02, ALS-RUN-08]
about: requests that are served at the same time log their own ids, whatever they wait for
features: [http]
expect:
  start: {$bag: [0, 1, 2, 3]}
  timer: {$bag: [0, 1, 2, 3]}
  finish: {$bag: [0, 1, 2, 3]}
  outside: {$each: [undefined, undefined, undefined, undefined]}
  answered: 4
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
let next = 0;
let answered = 0;
const server = http.createServer((req, res) => {
  als.run(next++, () => {
    observe('start', als.getStore());
    setTimeout(() => {
      observe('timer', als.getStore());
      setImmediate(() => {
        observe('finish', als.getStore());
        res.end();
      });
    }, 1);
  });
  observe('outside', als.getStore());
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  for (let i = 0; i < 4; i++) {
    http.get({ port, host: '127.0.0.1', agent: false }, (res) => {
      res.resume();
      res.on('end', () => {
        if (++answered === 4) {
          observe('answered', answered);
          server.close();
        }
      });
    });
  }
});
