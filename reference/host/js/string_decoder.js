// node:string_decoder: text from bytes that come in pieces, without splitting characters.
'use strict';

const { codedError, invalidArgType } = require('./errors.js');

const kNames = {
  'utf8': 'utf8', 'utf-8': 'utf8', 'utf16le': 'utf16le', 'utf-16le': 'utf16le', 'ucs2': 'utf16le', 'ucs-2': 'utf16le',
  'latin1': 'latin1', 'binary': 'latin1', 'ascii': 'ascii', 'base64': 'base64', 'base64url': 'base64url', 'hex': 'hex',
};
// What the end of a chunk leaves open, by encoding: [bytes kept back, bytes missing to complete them].
const kOpenEnd = { utf8: openUtf8, utf16le: openUtf16, base64: openBase64, base64url: openBase64 };
const kNothing = [0, 0];

function openUtf8(bytes) {
  // A lead byte among the last three that announces more than there is.
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return kNothing;
    if (byte >= 0xC0) {
      const announced = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      return announced > back ? [back, announced - back] : kNothing;
    }
  }
  return kNothing;
}

function openUtf16(bytes) {
  if (bytes.length % 2 === 1) return [1, 1];
  const high = bytes[bytes.length - 1];
  // The first half of a pair waits for the second.
  return high >= 0xD8 && high <= 0xDB ? [2, 2] : kNothing;
}

function openBase64(bytes) {
  const rest = bytes.length % 3;
  return rest === 0 ? kNothing : [rest, 3 - rest];
}

function StringDecoder(encoding) {
  const name = encoding === undefined || encoding === null || encoding === '' ? 'utf8' :
    kNames[String(encoding).toLowerCase()];
  if (name === undefined) {
    throw codedError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`, StringDecoder);
  }
  this.encoding = name;
  Object.defineProperty(this, kOpen, { value: { rest: Buffer.alloc(0), missing: 0 } });
}

const kOpen = Symbol('open');

/** How many bytes at the beginning of `bytes` complete what is open; in UTF-8 any other byte ends it. */
function completing(open, bytes, encoding) {
  let count = Math.min(open.missing, bytes.length);
  if (encoding !== 'utf8') return count;
  for (let i = 0; i < count; i++) {
    if ((bytes[i] & 0xC0) !== 0x80) {
      open.missing = count = i;
    }
  }
  return count;
}

StringDecoder.prototype.write = function write(chunk) {
  if (typeof chunk === 'string') return chunk;
  if (!ArrayBuffer.isView(chunk)) throw invalidArgType('buf', ['Buffer', 'TypedArray', 'DataView'], chunk);
  let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const openEnd = kOpenEnd[this.encoding];
  if (openEnd === undefined) return bytes.toString(this.encoding);
  const open = this[kOpen];
  let text = '';
  if (open.rest.length > 0) {
    const count = completing(open, bytes, this.encoding);
    open.rest = Buffer.concat([open.rest, bytes.subarray(0, count)]);
    open.missing -= count;
    bytes = bytes.subarray(count);
    if (open.missing > 0) return '';
    text = open.rest.toString(this.encoding);
    open.rest = Buffer.alloc(0);
  }
  const [kept, missing] = openEnd(bytes);
  open.missing = missing;
  if (kept > 0) open.rest = Buffer.from(bytes.subarray(bytes.length - kept));
  return text + bytes.toString(this.encoding, 0, bytes.length - kept);
};

StringDecoder.prototype.end = function end(chunk) {
  const text = chunk === undefined ? '' : this.write(chunk);
  const { rest } = this[kOpen];
  Object.assign(this[kOpen], { rest: Buffer.alloc(0), missing: 0 });
  return text + rest.toString(this.encoding);
};

StringDecoder.prototype.text = function text(chunk, offset) {
  Object.assign(this[kOpen], { rest: Buffer.alloc(0), missing: 0 });
  return this.write(chunk.slice(offset));
};

Object.defineProperties(StringDecoder.prototype, {
  lastChar: {
    get() {
      const bytes = Buffer.alloc(4);
      this[kOpen].rest.copy(bytes);
      return bytes;
    },
    enumerable: true,
    configurable: true,
  },
  lastNeed: {
    get() { return this[kOpen].missing; },
    enumerable: true,
    configurable: true,
  },
  lastTotal: {
    get() { return this[kOpen].rest.length + this[kOpen].missing; },
    enumerable: true,
    configurable: true,
  },
});

module.exports = { StringDecoder };
