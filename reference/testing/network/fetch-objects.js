// Headers and Response without a server.
'use strict';
const t = (f) => { try { console.log(f()); } catch (e) { console.log(String(e), e.code); } };
t(() => Response.json({ a: 1 }).headers.get('content-type')); t(() => Response.json({ a: 1 }, { status: 201, headers: { 'content-type': 'x/y' } }).headers.get('content-type')); t(() => Response.json(undefined)); t(() => Response.json()); t(() => Response.json(1, 5));
t(() => { const e = Response.error(); return [e.type, e.status, e.ok, e.statusText, e.url, e.body, [...e.headers]]; }); t(() => Response.error().headers.set('a', 'b'));
t(() => { const e = Response.redirect('http://a/b'); return [e.type, e.status, e.headers.get('location')]; }); t(() => Response.redirect('http://a/b', 200)); t(() => Response.redirect('nope')); t(() => Response.redirect('http://a/b', 307).status);
t(() => new Headers({ 'a b': 'c' })); t(() => new Headers([['a']])); t(() => new Headers(5)); t(() => new Headers(null)); t(() => new Headers({ a: 'x\ny' })); t(() => new Headers([5])); t(() => new Headers([['a', 'b', 'c']]));
const h = new Headers([['set-cookie', 'a'], ['x', '1'], ['Set-Cookie', 'b'], ['x', '2']]); t(() => [...h]); t(() => h.getSetCookie()); t(() => h.get('set-cookie')); t(() => new Headers().getSetCookie());
for (const m of ['append', 'delete', 'get', 'has', 'set', 'forEach']) { t(() => h[m]()); t(() => h[m]('a b', 'c')); t(() => h[m]('a', 'b\0')); t(() => Headers.prototype[m].call({}, 'a', 'b')); }
t(() => new Response('a', { status: 100 })); t(() => new Response('a', { status: 204 })); t(() => new Response(null, { status: 204 }).status); t(() => new Response('a', { statusText: 'é\n' })); t(() => new Response('a', 5)); t(() => new Response('a', { status: 'x' })); t(() => new Response('a', { status: 200.7 }).status);
t(() => Object.prototype.toString.call(new Response())); t(() => Object.keys(Response.prototype).join()); t(() => Object.keys(Headers.prototype).join()); t(() => [Response.length, Headers.length, fetch.length, fetch.name, Response.json.length]); t(() => [...new Headers({ b: 1, a: 2 }).keys()]);
(async () => {
  const r = new Response('abc');
  const c = r.clone();
  console.log(await r.text(), r.bodyUsed, c.bodyUsed);
  t(() => r.clone());
  await r.text().catch((error) => console.log(String(error)));
  console.log(await c.arrayBuffer());
  await new Response('{').json().catch((error) => console.log(String(error)));
  console.log(await Response.json([1]).text(), await new Response('{"a":1}').json(), (await new Response('\ufeffx').text()).length);
})();
