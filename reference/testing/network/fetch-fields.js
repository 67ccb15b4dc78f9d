// Fields that a program gives to fetch, and servers that answer badly.
'use strict';
const http = require('http');
const net = require('net');
const s = http.createServer((q, r) => {
  let b = ''; q.on('data', (d) => b += d).on('end', () => { console.log(q.method, JSON.stringify(q.rawHeaders).replaceAll(String(s.address().port), 'PORT'), b); r.end('body'); });
}).listen(0, '127.0.0.1', async () => {
  const u = 'http://127.0.0.1:' + s.address().port;
  const t = async (f) => { try { const r = await f(); console.log(r.status, JSON.stringify(await r.text())); } catch (e) { console.log(String(e), e.code, e.cause && [e.cause.name, e.cause.code, e.cause.message]); } };
  await t(() => fetch(u, { method: 'PATCH' })); await t(() => fetch(u, { method: 'DELETE', body: 'x' })); await t(() => fetch(u, { method: 'PUT', body: '' }));
  await t(() => fetch(u, { method: 'POST', body: 'x', headers: { 'content-length': '1' } })); await t(() => fetch(u, { method: 'POST', body: 'x', headers: { 'content-length': '7' } }));
  for (const h of ['transfer-encoding', 'keep-alive', 'upgrade', 'expect', 'connection', 'te']) await t(() => fetch(u, { headers: { [h]: 'x' } }));
  await t(() => fetch(u + '/a?b=c#frag', { headers: new Headers({ Q: 'r' }) }));
  await t(() => fetch(u, { method: 'POST', body: 'x', headers: { 'Content-Type': 'a/b', z: 'y' } })); await t(() => fetch(u, { method: 'POST', body: {} })); await t(() => fetch(u, { method: 'POST', body: 5 }));await t(() => fetch(u, { headers: {connection: 'keep-alive'} }));
  const ac = new AbortController(); const e = new Error('mine'); ac.abort(e); await fetch(u, { signal: ac.signal }).catch((x) => console.log(x === e));
  await fetch(u, { signal: AbortSignal.abort('why') }).catch((x) => console.log(String(x)));
  await fetch(u).then((r) => { try { r.headers.set('a', 'b'); } catch (x) { console.log(String(x)); } return r.text(); });
  const serve = (server, use) => new Promise((resolve) => server.listen(0, '127.0.0.1', async () => {
    await use(fetch(`http://127.0.0.1:${server.address().port}`)).catch((x) => console.log(x.message, x.cause.name, x.cause.message, x.cause.code, Object.keys(x), Object.keys(x.cause.socket ?? {})));
    server.close(resolve);
  }));
  const answer = (text) => net.createServer((q) => q.on('data', () => q.end(text)).on('error', () => {}));
  await serve(http.createServer((q) => q.socket.destroy()), (asked) => asked);
  await serve(net.createServer((q) => q.on('data', () => q.resetAndDestroy())), (asked) => asked);
  await serve(answer('bogus\r\n\r\n'), (asked) => asked);
  await serve(answer('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'), (asked) => asked.then((r) => r.text()));
  await serve(answer('HTTP/1.1 200 OK\r\n\r\nabc'), (asked) => asked.then((r) => r.text()).then((text) => console.log(text)));
  await fetch('http://127.0.0.1:2/').catch((x) => console.log(x.message, x.cause.message, x.cause.code));
  s.close(); s.closeAllConnections();
});
process.on('warning', () => {});
