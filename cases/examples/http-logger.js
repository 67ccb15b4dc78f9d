/*---
id: examples/http-logger
requires: [ALS-RUN-02, ALS-RUN-08]
about: the logger shows every request its own id from start to finish, whichever request comes first
formats: [mjs, cjs]
features: [http]
expect:
  listen: 8080
  get: {$each: ['http://localhost:8080', 'http://localhost:8080']}
  start: {$bag: ['0:', '1:']}
  finish: {$bag: ['0:', '1:']}
  finishedAfterStart: {$each: [true, true]}
---*/
//@import patched from 'node:http'
// The block's fixed port may be taken: its server listens on a free one, and ends after two answers.
const { get } = patched;
const { listen } = patched.Server.prototype;
let listening;
const ready = new Promise((resolve) => { listening = resolve; });
patched.Server.prototype.listen = function(port) {
  observe('listen', port);
  return listen.call(this, 0, '127.0.0.1', () => listening(this));
};
let answers = 0;
patched.get = (url) => {
  observe('get', url);
  ready.then((server) => {
    get({ port: server.address().port, host: '127.0.0.1', agent: false }, (res) => {
      res.resume();
      res.on('end', () => {
        if (++answers === 2) server.close();
      });
    });
  });
};
const started = new Set();
console.log = (id, message) => {
  if (message === 'start') started.add(id);
  else observe('finishedAfterStart', started.has(id));
  observe(message, id);
};
//@block http-logger
