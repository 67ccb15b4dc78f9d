// Which sockets an agent gives to which requests.
'use strict';
const http = require('node:http');

let connections = 0;
const server = http.createServer((req, res) => setTimeout(() => res.end(req.url), 10));
server.on('connection', () => connections++);

function get(agent, path) {
  return new Promise((resolve, reject) => {
    const request = http.get({ port: server.address().port, host: '127.0.0.1', path, agent }, (res) => {
      let text = '';
      res.on('data', (data) => { text += data; });
      res.on('end', () => resolve([text, request.reusedSocket, res.headers.connection]));
    });
    request.on('error', reject);
  });
}
const count = (lists) => Object.values(lists).reduce((sum, list) => sum + list.length, 0);
const state = (agent) => `sockets ${count(agent.sockets)} free ${count(agent.freeSockets)} requests ${count(agent.requests)} total ${agent.totalSocketCount}`;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function scenario(name, options, paths) {
  connections = 0;
  const agent = new http.Agent(options);
  const answers = paths.map((path) => get(agent, path));
  console.log(`== ${name}: ${state(agent)}`);
  for (const [text, reused, connection] of await Promise.all(answers)) console.log(text, reused, connection);
  await pause(40);
  console.log(`after: ${state(agent)}, connections ${connections}`);
  agent.destroy();
  await pause(20);
  console.log(`destroyed: ${state(agent)}`);
}

server.listen(0, '127.0.0.1', async () => {
  await scenario('no keep-alive', {}, ['/1', '/2', '/3']);
  await scenario('keep-alive', { keepAlive: true }, ['/1', '/2', '/3']);
  await scenario('one socket', { maxSockets: 1 }, ['/1', '/2', '/3']);
  await scenario('one kept socket', { keepAlive: true, maxSockets: 1 }, ['/1', '/2', '/3']);
  await scenario('two sockets', { keepAlive: true, maxSockets: 2 }, ['/1', '/2', '/3', '/4', '/5']);
  await scenario('one free socket', { keepAlive: true, maxFreeSockets: 1 }, ['/1', '/2']);
  await scenario('two in total', { keepAlive: true, maxTotalSockets: 2 }, ['/1', '/2', '/3']);
  const agent = new http.Agent({ keepAlive: true });
  const free = [];
  agent.on('free', (socket, options) => free.push(`free ${options.host} ${socket.writable}`));
  console.log(await get(agent, '/first'));
  await pause(20);
  console.log(await get(agent, '/second'));
  await pause(20);
  console.log(free, agent.getName({ host: 'h', port: 1, localAddress: 'l' }));
  const [socket] = Object.values(agent.freeSockets)[0];
  socket.destroy();
  await pause(20);
  console.log(state(agent));
  console.log(await get(agent, '/third'));
  agent.destroy();
  server.close();
});
