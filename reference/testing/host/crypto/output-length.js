// Digests of a length that is asked for, and encodings that are none.
const crypto = require('crypto');
const t = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };
for (const outputLength of [0, 1, 4, 16, 40, 300, 1.5, -1, 'x', null, undefined, 2 ** 32, NaN]) { t(() => crypto.createHash('shake128', { outputLength }).update('a').digest('hex')); }
t(() => crypto.createHash('shake256', { outputLength: 5 }).update('a').digest('hex')); t(() => crypto.createHash('shake256').digest('hex').length);
for (const outputLength of [0, 1, 32, 33, 'x']) t(() => crypto.createHash('sha256', { outputLength }).update('a').digest('hex'));
t(() => crypto.createHash('shake128', { outputLength: 4 }).update('a').copy().digest('hex')); t(() => crypto.createHash('shake128', { outputLength: 4 }).update('a').copy({ outputLength: 6 }).digest('hex'));
t(() => crypto.createHash('sha256').update('a').copy({ outputLength: 6 }).digest('hex'));
t(() => crypto.createHash('sha256').update('a').copy({ outputLength: 'x' }).digest('hex'));
t(() => crypto.createHash('sha1', null).digest('hex')); t(() => crypto.createHash('sha1', 5).digest('hex')); t(() => crypto.createHmac('sha1', 'k', { outputLength: 3 }).digest('hex'));
t(() => crypto.createHash('nope', { outputLength: 'x' })); t(() => crypto.createHash(5)); t(() => crypto.createHash('sha1').update('a', 'bogus').digest('hex')); t(() => crypto.createHash('sha1').update('a').digest('bogus'));t(() => crypto.createHash('sha1').update('abc', 'hex').digest('hex'));
t(() => crypto.createHash('sha1', { encoding: 'hex' }).digest()); t(() => crypto.createHmac('sha1', 'k', { encoding: 'latin1' }).update('é').digest('hex'));
