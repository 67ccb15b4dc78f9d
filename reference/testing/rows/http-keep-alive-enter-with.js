/*---
about: enterWith in a request listener, three requests on one kept connection
node18: [undefined, E0, E1]
frame: [undefined, undefined, undefined]
---*/
const http = require('node:http');
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
let count = 0;
const server = http.createServer((req, res) => {
  observe('', als.getStore());
  als.enterWith(`E${count++}`);
  res.end('body');
});
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
function ask(left) {
  if (left === 0) {
    agent.destroy();
    server.close();
    return;
  }
  http.get({ port: server.address().port, host: '127.0.0.1', agent }, (res) => {
    res.resume();
    res.on('close', () => setTimeout(ask, 1, left - 1));
  });
}
als.run('other', () => {});
server.listen(0, '127.0.0.1', () => ask(3));
