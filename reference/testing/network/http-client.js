// The events of requests and responses, in the client's order.
'use strict';
const http = require('node:http');

const server = http.createServer((req, res) => {
  const { pathname } = new URL(req.url, 'http://x');
  if (pathname === '/hang') return;
  if (pathname === '/drop') {
    req.socket.destroy();
    return;
  }
  if (pathname === '/half') {
    res.write('half');
    setTimeout(() => req.socket.destroy(), 20);
    return;
  }
  let body = '';
  req.on('data', (data) => { body += data; });
  req.on('end', () => res.end(`${req.method} ${req.url} ${body} ${req.headers.host !== undefined} ${req.headers.authorization ?? ''} ${req.headers['x-a'] ?? ''} ${req.headers.connection} ${req.headers['content-length'] ?? ''} ${req.headers['transfer-encoding'] ?? ''}`));
});

function watch(request, log) {
  for (const event of ['socket', 'response', 'abort', 'timeout', 'error', 'finish', 'continue', 'information']) {
    request.on(event, (arg) => log.push(event === 'error' ? `error ${arg.code} ${arg.message.replace(/:\d+$/, ':PORT')}` : event));
  }
  request.on('response', (res) => {
    let text = '';
    res.on('data', (data) => { text += data; });
    for (const event of ['aborted', 'error', 'end', 'close']) {
      res.on(event, (arg) => log.push(`res ${event} ${arg ? `${arg.code} ${arg.message}` : ''} ${event === 'end' ? text : ''}`));
    }
  });
}

function one(name, make, after = () => {}) {
  return new Promise((resolve) => {
    const log = [];
    const request = make();
    watch(request, log);
    request.on('close', () => {
      log.push('close');
      setTimeout(() => {
        console.log(`== ${name}`);
        for (const line of log) console.log(line);
        console.log(request.destroyed, request.aborted, request.writableEnded, request.reusedSocket, request.path, request.method);
        resolve();
      }, 40);
    });
    after(request);
  });
}

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const base = `http://127.0.0.1:${port}`;
  const options = { port, host: '127.0.0.1' };
  await one('get by url', () => http.get(`${base}/a?b=c`));
  await one('get by URL and options', () => http.get(new URL(`${base}/u`), { headers: { 'X-A': 'y' } }));
  await one('user in the url', () => http.get(`http://me:secret@127.0.0.1:${port}/`));
  await one('post', () => http.request({ ...options, method: 'POST', path: '/p' }), (request) => {
    request.write('one ');
    setTimeout(() => request.end('two'), 5);
  });
  await one('post of a length', () => http.request({ ...options, method: 'post', headers: { 'Content-Length': 3 } }), (request) => request.end('abc'));
  await one('post at once', () => http.request({ ...options, method: 'PUT' }), (request) => request.end('abcd'));
  await one('delete', () => http.request({ ...options, method: 'DELETE' }), (request) => request.end());
  await one('dropped', () => http.get(`${base}/drop`));
  await one('dropped in the body', () => http.get(`${base}/half`));
  await one('destroyed at once', () => http.get(`${base}/`), (request) => request.destroy());
  await one('destroyed with an error', () => http.get(`${base}/hang`), (request) => setTimeout(() => request.destroy(new Error('mine')), 20));
  await one('aborted', () => http.get(`${base}/hang`), (request) => setTimeout(() => request.abort(), 20));
  await one('aborted by a signal', () => http.get(`${base}/hang`, { signal: AbortSignal.timeout(20) }));
  await one('timeout option', () => http.get(`${base}/hang`, { timeout: 20 }), (request) => request.on('timeout', () => request.destroy()));
  await one('setTimeout', () => http.get(`${base}/hang`), (request) => request.setTimeout(20, () => request.destroy()));
  await one('destroyed in the response', () => http.get(`${base}/half`), (request) => request.on('response', (res) => res.once('data', () => res.destroy())));
  await one('unread response', () => {
    const request = http.request({ ...options, path: '/x' });
    request.end();
    return request;
  });
  await one('expect', () => http.request({ ...options, method: 'POST', headers: { Expect: '100-continue' } }), (request) => {
    request.on('continue', () => request.end('body'));
  });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (const name of ['new', 'reused']) {
    await one(name, () => http.get({ ...options, path: `/${name}`, agent }));
  }
  console.log(Object.keys(agent.sockets).length, Object.keys(agent.freeSockets).length, agent.totalSocketCount);
  agent.destroy();
  server.close(async () => {
    await one('refused', () => http.get({ ...options, path: '/gone' }).on('error', (error) => console.log(error.syscall, error.address, error.port === port)));
    console.log('over');
  });
});
