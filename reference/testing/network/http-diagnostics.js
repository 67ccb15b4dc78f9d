// diagnostics_channel: what http publishes, when, and in which context.
'use strict';
const { AsyncLocalStorage, executionAsyncResource } = require('node:async_hooks');
const channels = require('node:diagnostics_channel');
const http = require('node:http');
const net = require('node:net');

const storage = new AsyncLocalStorage();
const log = (...args) => console.log(`[${storage.getStore()}]`, ...args);

function onMessage(message, name) {
  const { request, response, socket } = message;
  log(name, Object.keys(message).join(), Object.values(message).map((value) => value.constructor.name).join());
  log(' in', executionAsyncResource().constructor.name, 'of', request.url ?? request.path);
  log(' request', request.headersSent, request.finished, request.destroyed, Boolean(request.res), request.complete);
  if (response) log(' response', response.statusCode, response.headersSent, response.finished, response.req === request, Boolean(response.socket));
  if (socket) log(' socket', socket === request.socket, socket._httpMessage === response, message.server === server);
  if (request.path === '/throws') throw new Error(`by a subscriber of ${name}`);
}

const kNames = [
  'http.server.request.start', 'http.server.response.finish', 'http.client.request.start', 'http.client.response.finish',
  'http.client.request.error',
];
for (const name of kNames) channels.subscribe(name, onMessage);
process.on('uncaughtException', (error) => log('uncaught', error.message));

const server = http.createServer((req, res) => storage.run(`server ${req.url}`, () => {
  log('request');
  res.on('finish', () => log('finish'));
  res.on('close', () => log('res close'));
  if (req.url === '/late') setTimeout(() => res.end('late'), 5);
  else if (req.url === '/destroyed') req.socket.destroy();
  else req.resume().on('end', () => res.end('at once'));
}));
server.on('upgrade', (req, socket) => {
  console.log('upgrade');
  socket.end();
});

function send(options, body) {
  return new Promise((resolve) => storage.run(`client ${options.path}`, () => {
    const request = http.request({ port: server.address().port, host: '127.0.0.1', ...options }, (res) => {
      log('response');
      res.resume().on('end', () => log('end'));
    });
    for (const event of ['prefinish', 'finish', 'socket', 'continue']) request.on(event, () => log(event));
    if (options.headers) request.on('continue', () => request.end(body));
    request.on('error', (error) => log('error', error.code, request.errored));
    request.on('close', () => {
      log('close');
      setTimeout(resolve, 5);
    });
    if (options.headers) request.flushHeaders();
    else if (body) setTimeout(() => request.end(body), 5);
    else request.end();
    log('ended');
  }));
}

function sendRaw(text) {
  return new Promise((resolve) => {
    const client = net.connect(server.address().port, '127.0.0.1', () => client.write(text));
    client.resume().on('close', resolve);
  });
}

storage.run('listen', () => server.listen(0, '127.0.0.1', async () => {
  await send({ path: '/plain', agent: false });
  await send({ path: '/late', agent: false });
  await send({ path: '/body', agent: false, method: 'POST' }, 'body');
  await send({ path: '/asked', agent: false, method: 'POST', headers: { expect: '100-continue' } }, 'body');
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  await Promise.all([send({ path: '/kept', agent }), send({ path: '/again', agent })]);
  agent.destroy();
  await send({ path: '/destroyed', agent: false });
  await send({ path: '/nobody', port: 1, agent: false });
  await send({ path: '/throws', agent: false });
  await sendRaw('GET /late HTTP/1.1\r\n\r\nGET /second HTTP/1.1\r\nConnection: close\r\n\r\n');
  await sendRaw('GET /up HTTP/1.1\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n');
  for (const name of kNames) channels.unsubscribe(name, onMessage);
  await send({ path: '/unheard', agent: false });
  server.close(() => log('closed'));
}));
