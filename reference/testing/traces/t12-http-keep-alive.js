// Two requests on one kept connection.
'use strict';
const http = require('node:http');
const { note, start } = require('./_trace.cjs');
// Node makes these when a stream first asks whether it is one of them.
void [process.stdout, process.stderr];
start();
const server = http.createServer((req, res) => {
  note(`request ${req.url}`);
  for (const event of ['finish', 'close']) res.on(event, () => note(`res ${event}`));
  req.on('data', (data) => note(`req data ${data}`));
  req.on('end', () => {
    note('req end');
    res.end('ok');
  });
  req.on('close', () => note('req close'));
});
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
function ask(path, then) {
  const options = { port: server.address().port, host: '127.0.0.1', path, agent, method: 'POST' };
  const request = http.request(options, (res) => {
    note(`response ${path}`);
    res.on('data', (data) => note(`data ${data}`));
    res.on('end', () => {
      note(`end ${path}`);
      setImmediate(then);
    });
    res.on('close', () => note('response close'));
  });
  for (const event of ['socket', 'finish', 'close']) request.on(event, () => note(`client ${event}`));
  request.end('body');
}
server.listen(0, () => ask('/1', () => ask('/2', () => {
  agent.destroy();
  server.close(() => note('closed'));
})));
