/*---
id: http/handlers-of-two-servers-do-not-mix
requires: [ALS-NEW-01, ALS-RUN-08]
about: two servers that answer at the same time see each its own instance only
features: [http]
expect:
  first: [one, undefined]
  second: [undefined, two]
  outside: {$each: [undefined, undefined]}
---*/
import http from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
function serve(instance, store, label) {
  return http.createServer((req, res) => {
    instance.run(store, () => setTimeout(() => {
      observe(label, [als.getStore(), other.getStore()]);
      res.end();
    }, 1));
    observe('outside', instance.getStore());
  });
}
const servers = [serve(als, 'one', 'first'), serve(other, 'two', 'second')];
for (const server of servers) {
  server.listen(0, '127.0.0.1', () => {
    http.get({ port: server.address().port, host: '127.0.0.1', agent: false }, (res) => {
      res.resume();
      res.on('end', () => server.close());
    });
  });
}
