/*---
id: http/a-handler-that-asks-another-server-keeps-its-store
requires: [ALS-RUN-02]
about: a request made inside a handler brings its answer back to the store of the handler
features: [http]
expect:
  inner: {$bag: [1, 2]}
  bodies: {$bag: ["1", "2"]}
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const backend = http.createServer((req, res) => res.end(req.url.slice(1)));
const frontend = http.createServer((req, res) => {
  als.run(Number(req.url.slice(1)), () => {
    http.get({ port: backend.address().port, host: '127.0.0.1', agent: false, path: req.url }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        observe('inner', als.getStore());
        res.end(String(als.getStore()));
      });
    });
  });
});
let left = 2;
backend.listen(0, '127.0.0.1', () => frontend.listen(0, '127.0.0.1', () => {
  for (const id of [1, 2]) {
    http.get({ port: frontend.address().port, host: '127.0.0.1', agent: false, path: `/${id}` }, (res) => {
      let body = '';
      res.on('data', (chunk) => { body += chunk; });
      res.on('end', () => {
        observe('bodies', body);
        if (--left === 0) {
          frontend.close();
          backend.close();
        }
      });
    });
  }
}));
