// fetch, Headers and Response.
'use strict';
const http = require('node:http');

const server = http.createServer((req, res) => {
  if (req.url === '/moved') {
    res.writeHead(302, { Location: '/here' }).end();
    return;
  }
  if (req.url === '/json') {
    res.setHeader('Content-Type', 'application/json');
    res.end('{"a":[1,2]}');
    return;
  }
  if (req.url === '/none') {
    res.writeHead(204).end();
    return;
  }
  if (req.url === '/slow') return;
  let body = '';
  req.on('data', (data) => { body += data; });
  req.on('end', () => {
    res.statusCode = req.url === '/missing' ? 404 : 200;
    res.setHeader('X-Seen', `${req.headers['x-a'] ?? '-'} ${req.method} ${req.headers['content-type'] ?? 'none'} ${req.headers['content-length'] ?? 'none'}`);
    res.end(`body:${body}`);
  });
});

server.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  const plain = await fetch(`${base}/plain`);
  console.log(plain.status, plain.ok, plain.statusText, plain.redirected, plain.type, plain.url === `${base}/plain`, plain.bodyUsed);
  console.log(await plain.text(), plain.bodyUsed, plain.headers.get('x-seen'), plain.headers.get('nothing'));
  await plain.text().catch((error) => console.log(error.name));
  console.log(await (await fetch(new URL(`${base}/json`))).json());
  const posted = await fetch(`${base}/post`, { method: 'post', body: 'text', headers: { 'X-A': 'b' } });
  console.log(posted.headers.get('X-Seen'), await posted.text());
  const form = await fetch(`${base}/form`, { method: 'POST', body: new URLSearchParams({ a: '1', b: 'x y' }) });
  console.log(form.headers.get('x-seen'), await form.text());
  const bytes = await fetch(`${base}/bytes`, { method: 'PUT', body: new Uint8Array([65, 66]) });
  console.log(bytes.headers.get('x-seen'), new Uint8Array(await bytes.arrayBuffer()));
  const moved = await fetch(`${base}/moved`);
  console.log(moved.status, moved.redirected, moved.url === `${base}/here`, await moved.text());
  const missing = await fetch(`${base}/missing`);
  console.log(missing.status, missing.ok, missing.statusText, await missing.text());
  const none = await fetch(`${base}/none`);
  console.log(none.status, JSON.stringify(await none.text()));
  await fetch(`${base}/slow`, { signal: AbortSignal.timeout(20) }).catch((error) => console.log(error.name));
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  await fetch(`${base}/slow`, { signal: controller.signal }).catch((error) => console.log(error.name, error.message));
  const headers = new Headers({ B: '2', a: ' 1 ' });
  headers.append('b', '3');
  console.log([...headers], headers.has('A'), headers.get('b'));
  const made = new Response('made', { status: 201, headers: { x: 'y' } });
  console.log(made.status, made.headers.get('content-type'), made.headers.get('x'), await made.text());
  server.closeAllConnections();
  server.close(async () => {
    await fetch(base).catch((error) => console.log(error.name, error.message));
  });
});
