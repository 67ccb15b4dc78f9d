// atob and btoa, and the other functions of node:buffer.
const { atob, btoa, transcode, isUtf8, isAscii, SlowBuffer, constants, kMaxLength } = require('buffer');
const show = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message, e instanceof DOMException); } };
for (const text of ['YWJj', ' Y W J j ', 'YWI=', 'YWI', 'YW==', 'YQ', 'Y', 'YWJj=', '====', 'YWI=YWI=', '!!!!', '', null, undefined, 12, 'YWJ\u0100']) show(() => JSON.stringify(atob(text)));
for (const text of ['abc', 'é', '€', '', null, undefined, 12]) show(() => btoa(text));
show(() => atob());
show(() => btoa());
for (const [from, to] of [['utf8', 'latin1'], ['utf8', 'ascii'], ['utf8', 'utf16le'], ['latin1', 'utf8'], ['utf16le', 'utf8'], ['utf8', 'hex'], ['x', 'utf8']]) show(() => transcode(Buffer.from('é€a'), from, to));
show(() => [isUtf8(Buffer.from('é')), isUtf8(Buffer.from([0xe9])), isAscii(Buffer.from('a')), isAscii(Buffer.from('é')), isUtf8(new ArrayBuffer(2))]);
show(() => [SlowBuffer(2), constants, kMaxLength, globalThis.atob === atob]);
show(() => SlowBuffer('x'));
process.on('warning', (warning) => console.log(warning.name, warning.code, warning.message));
console.log(Buffer(3), new Buffer('abc'), Buffer([1, 2]));
try { Buffer(3, 'x'); } catch (e) { console.log(e.code, e.message); }
