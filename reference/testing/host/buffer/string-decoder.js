// StringDecoder: characters that come in pieces.
const { StringDecoder } = require('string_decoder');
const bytes = { utf8: Buffer.from('a€😀é\u0000z'), utf16le: Buffer.from('a€😀é', 'utf16le'), base64: Buffer.from('abcdefg'), base64url: Buffer.from([255, 254, 253, 252]), hex: Buffer.from('xyz'), latin1: Buffer.from([65, 233, 255]), ascii: Buffer.from([65, 233]) };
for (const encoding of Object.keys(bytes)) {
  for (let size = 1; size <= 5; size++) {
    const decoder = new StringDecoder(encoding);
    const parts = [];
    for (let at = 0; at < bytes[encoding].length; at += size) parts.push(decoder.write(bytes[encoding].subarray(at, at + size)));
    parts.push(decoder.end());
    console.log(encoding, size, JSON.stringify(parts));
  }
  const cut = new StringDecoder(encoding);
  console.log(encoding, JSON.stringify([cut.write(bytes[encoding].subarray(0, bytes[encoding].length - 1)), cut.end(), cut.end(Buffer.from('q')), cut.end()]));
}
const decoder = new StringDecoder();
console.log(decoder.encoding, decoder.write('text'), JSON.stringify(decoder.write(Buffer.from([0xe2, 0x82]))), decoder.lastTotal, decoder.write(new Uint8Array([0xac])));
for (const bad of [[0xff, 0x41], [0xe2, 0x41], [0xc0], [0x80, 0x80], [0xf0, 0x9f, 0x41]]) {
  const d = new StringDecoder('utf8');
  console.log(JSON.stringify([d.write(Buffer.from(bad)), d.end()]));
}
for (const argument of ['foo', 5]) try { new StringDecoder(argument); } catch (e) { console.log(e.name, e.code, e.message); }
for (const argument of [5, null, undefined, {}]) try { decoder.write(argument); } catch (e) { console.log(e.name, e.code, e.message); }
console.log(new StringDecoder('UTF-8').encoding, new StringDecoder('binary').encoding, new StringDecoder('ucs2').encoding, new StringDecoder(null).encoding);
