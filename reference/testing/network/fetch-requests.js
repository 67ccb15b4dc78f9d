// The requests that fetch sends, what it decodes, and how it fails.
'use strict';
const zlib = require('zlib'), http = require('http');
const s = http.createServer((q, r) => {
  if (q.url === '/k') return q.socket.destroy();
  if (q.url === '/half') { r.setHeader('content-length', 100); r.write('abc'); return setTimeout(() => q.socket.destroy(), 20); }
  if (q.url === '/moved') return r.writeHead(302, { location: '/x' }).end();
  if (q.url === '/badloc') return r.writeHead(302, { location: 'http://[' }).end();
  if (q.url === '/loop') return r.writeHead(302, { location: '/loop' }).end();
  const enc = q.url.slice(5);
  if (q.url.startsWith('/enc/')) {
    let b = Buffer.from('zipped text');
    for (const e of enc.split(',')) b = e === 'gzip' || e === 'x-gzip' ? zlib.gzipSync(b) : e === 'deflate' ? zlib.deflateSync(b) : e === 'raw' ? zlib.deflateRawSync(b) : b;
    r.setHeader('content-encoding', enc.replace('raw', 'deflate')); return r.end(b);
  }
  if (q.url === '/bad') { r.setHeader('content-encoding', 'gzip'); return r.end('not gzip'); }
  if (q.url === '/emptygz') { r.setHeader('content-encoding', 'gzip'); return r.end(''); }
  if (q.url === '/cookies') { r.setHeader('set-cookie', ['a=1', 'b=2']); return r.end('c'); }
  let b = ''; q.on('data', (d) => b += d).on('end', () => { console.log(q.method, JSON.stringify(q.rawHeaders).replaceAll(String(s.address().port), 'PORT'), b); r.end('body'); });
}).listen(0, '127.0.0.1', async () => {
  const u = 'http://127.0.0.1:' + s.address().port;
  const t = async (f) => { try { const r = await f(); console.log(r.status, JSON.stringify(await r.text())); } catch (e) { console.log(String(e), e.code, e.cause && [e.cause.name, e.cause.code, e.cause.message, e.cause.input, e.cause.constructor.name, Object.keys(e.cause)]); } };
  await t(() => fetch(u)); await t(() => fetch(u, { method: 'POST', body: 'x' })); await t(() => fetch(u, { method: 'POST' })); await t(() => fetch(u, { method: 'put', body: new Uint8Array(3), headers: { 'X-Foo': 'b', accept: 'text/html', 'user-agent': 'me' } }));
  await t(() => fetch(u, { headers: [['b', '1'], ['A', '2'], ['b', '3']] })); await t(() => fetch(u, { method: 'DELETE' }));  await t(() => fetch(u, { method: 'HEAD' })); await t(() => fetch(u, { method: 'OPTIONS' }));
  await t(() => fetch(u, { method: 'POST', body: new URLSearchParams('a=b') }));await t(() => fetch(u, { headers: { connection: 'close', host: 'h', 'accept-encoding': 'x', 'accept-language': 'de', 'sec-fetch-mode': 'z', 'content-length': '5', cookie: 'q' } }));
  for (const method of ['TRACE', 'connect', 'Track', 'a b', '']) await t(() => fetch(u, { method }));
  await t(() => fetch('nope')); await t(() => fetch('/a')); await t(() => fetch('http://u:p@127.0.0.1/')); await t(() => fetch('ftp://a/')); await t(() => fetch(u + '/k')); await t(() => fetch(u + '/half')); await t(() => fetch('http://127.0.0.1:1/')); await t(() => fetch('')); await t(() => fetch(null)); await t(() => fetch());
  for (const e of ['gzip', 'x-gzip', 'deflate', 'gzip,deflate', 'identity', 'foo', 'raw', 'GZIP']) await t(() => fetch(u + '/enc/' + e));
  await t(() => fetch(u + '/bad')); await t(() => fetch(u + '/emptygz')); await t(() => fetch(u + '/moved')); await t(() => fetch(u + '/moved', { method: 'POST', body: 'q' })); await t(() => fetch(u + '/moved', { redirect: 'error' })); await t(() => fetch(u + '/moved', { redirect: 'manual' })); await t(() => fetch(u + '/moved', { redirect: 'x' })); await t(() => fetch(u + '/badloc')); await t(() => fetch(u + '/loop'));
  const r = await fetch(u + '/enc/gzip'); console.log([...r.headers].map(([k]) => k));
  const c = await fetch(u + '/cookies'); console.log(c.headers.getSetCookie(), [...c.headers.entries()].filter((p) => p[0] === 'set-cookie'), c.headers.get('set-cookie'));
  await t(() => fetch(u, { headers: { 'a b': '1' } })); await t(() => fetch(u, { headers: { 'a': 'é\n' } })); await t(() => fetch(u, { headers: { a: 'x\ny' } })); await t(() => fetch(u, { headers: 5 })); await t(() => fetch(u, { headers: [['a']] })); await t(() => fetch(u, { headers: { a: 'é' } })); await t(() => fetch(u, { headers: { a: '€' } }));
  await t(() => fetch(u, { body: 'x' })); await t(() => fetch(u, { signal: 5 })); await t(() => fetch(u, { signal: AbortSignal.abort() })); await t(() => fetch(u, { signal: AbortSignal.abort('why') })); await t(() => fetch(u, 5)); await t(() => fetch(u, { window: 5 }));await t(() => fetch(u, { mode: 'bogus' }));await t(() => fetch(u, { keepalive: true, credentials: 'omit', referrer: '', mode: 'cors', integrity: '' }));
  s.close(); s.closeAllConnections();
});
process.on('warning', () => {});
