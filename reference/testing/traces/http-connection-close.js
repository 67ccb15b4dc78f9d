// One request whose connection ends with it.
'use strict';
const http = require('node:http');
const { note, start } = require('./_trace.cjs');
// Node makes these when a stream first asks whether it is one of them.
void [process.stdout, process.stderr];
start();
const server = http.createServer((req, res) => {
  note('request');
  for (const event of ['finish', 'close']) res.on(event, () => note(`res ${event}`));
  req.on('close', () => note('req close'));
  res.end('ok');
});
server.listen(0, () => {
  const request = http.get({ port: server.address().port, host: '127.0.0.1' }, (res) => {
    note('response');
    res.on('data', (data) => note(`data ${data}`));
    res.on('end', () => {
      note('end');
      server.close(() => note('closed'));
    });
    res.on('close', () => note('response close'));
  });
  for (const event of ['socket', 'finish', 'close']) request.on(event, () => note(`client ${event}`));
});
