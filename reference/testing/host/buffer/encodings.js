// Every encoding both ways, with well-formed and malformed input.
const texts = ['', 'a', 'héllo', '€uro', '😀!', '\ud83d', '\ude00x', 'a\0b', 'YQ==', 'YWI', 'YWJj', 'Y W\nJ*j', '-_-_', '+/+/', 'YQ==YQ==',
               'ff00', 'ff0', 'fgff', '0X', 'zz', 'ÿÿ', 'あ'];
const encodings = ['utf8', 'UTF-8', 'utf16le', 'ucs2', 'UCS-2', 'latin1', 'binary', 'ascii', 'base64', 'base64url', 'hex'];
for (const encoding of encodings) {
  for (const text of texts) {
    const bytes = Buffer.from(text, encoding);
    console.log(encoding, JSON.stringify(text), bytes, Buffer.byteLength(text, encoding), JSON.stringify(bytes.toString(encoding)));
  }
}
const bytes = Buffer.from([0x68, 0xc3, 0xa9, 0xe2, 0x82, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0xe0, 0x80]);
for (const encoding of encodings) console.log(encoding, JSON.stringify(bytes.toString(encoding)), JSON.stringify(bytes.toString(encoding, 2, 9)));
for (const encoding of encodings) {
  for (let room = 0; room < 7; room++) {
    const target = Buffer.alloc(8, 0x2e);
    console.log(encoding, room, target.write('a€😀QUJD', 1, room, encoding), target);
  }
}
console.log(bytes.toString('utf8', -5), bytes.toString('utf8', 3, 2), bytes.toString('utf8', NaN, 1), bytes.toString('utf8', 0, -1));
console.log(bytes.toString('hex', '2', '4'), bytes.toString('hex', 1.9, 3.9), JSON.stringify(bytes.toString('hex', 100)));
