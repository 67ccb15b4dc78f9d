// Hashes, PBKDF2, random bytes (their number, not their values), and what is refused.
const crypto = require('crypto');
const log = (...words) => console.log(...words.map((w) => (w instanceof Error ? `${w.name}[${w.code}] ${w.message}` : Buffer.isBuffer(w) ? w.toString('hex') : typeof w === 'string' ? w : JSON.stringify(w))));
const attempt = (f) => { try { log(f()); } catch (e) { log(e); } };
const call = (f, ...args) => new Promise((resolve) => f(...args, (error, result) => { log(f.name, String(error), f === crypto.pbkdf2 ? result : result.length || typeof result); process.nextTick(() => log('  tick')); Promise.resolve().then(() => log('  micro')); setImmediate(resolve); }));
for (const name of ['md5', 'sha1', 'sha256', 'sha512', 'SHA256', 'RSA-SHA256', 'sha3-256']) attempt(() => crypto.createHash(name).update('text').digest('hex'));
attempt(() => crypto.createHash('sha1').update('a').update(Buffer.from('b')).update('63', 'hex').digest('base64'));
attempt(() => crypto.createHash('sha1').digest());
attempt(() => crypto.createHmac('sha256', 'key').update('data').digest('hex'));
attempt(() => { const h = crypto.createHash('sha1').update('a'); const c = h.copy(); return [h.update('b').digest('hex'), c.digest('hex')]; });
for (const f of [() => crypto.createHash('nope'), () => crypto.createHash(), () => crypto.createHash('md5').update(5), () => { const h = crypto.createHash('md5'); h.digest(); h.digest(); }, () => { const h = crypto.createHash('md5'); h.digest(); h.update('x'); }, () => crypto.createHmac('nope', 'k'), () => crypto.createHmac('md5'),
  () => crypto.randomBytes('a'), () => crypto.randomBytes(-1), () => crypto.randomBytes(4, 5), () => crypto.pbkdf2('a', 'b', 1, 8, () => {}), () => crypto.pbkdf2('a', 'b', 1, 8, 'nope', () => {}), () => crypto.pbkdf2('a', 'b', 0, 8, 'sha1', () => {}), () => crypto.pbkdf2Sync('a', 'b', 1, -1, 'sha1'), () => crypto.pbkdf2Sync(5, 'b', 1, 1, 'sha1'), () => crypto.pbkdf2('a', 'b', 1, 8, 'sha1'),
  () => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab')), () => crypto.timingSafeEqual('a', Buffer.from('a')), () => crypto.randomInt(0), () => crypto.randomInt('a')]) attempt(f);
log(crypto.pbkdf2Sync('password', 'salt', 1000, 32, 'sha512'), crypto.pbkdf2Sync('p', Buffer.from('s'), 1, 0, 'md5'));
log(crypto.randomBytes(0).length, crypto.randomBytes(16).length, crypto.randomFillSync(Buffer.alloc(4)).length, crypto.randomFillSync(new Uint16Array(4), 1, 2)[0]);
log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()), crypto.randomUUID() !== crypto.randomUUID(), crypto.randomInt(5) < 5, crypto.randomInt(3, 4));
log(crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a')), crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('b')));
(async () => {
  await call(crypto.randomBytes, 8);
  await call(crypto.pbkdf2, 'password', 'salt', 1000, 20, 'sha1');
  await call(crypto.randomFill, Buffer.alloc(3));
  await call(crypto.randomFill, Buffer.alloc(3), 1);
  await call(crypto.randomInt, 1, 2).catch(log);
  const hash = crypto.createHash('sha256');
  hash.on('readable', () => { const data = hash.read(); if (data) log('read', data); });
  hash.write('streamed');
  hash.end();
})();
