// TextEncoder and TextDecoder for UTF-8, the only encoding of the reference.
'use strict';

const { codedError, invalidArgType } = require('./errors.js');
const { types } = require('native:util');

const kLabels = ['unicode-1-1-utf-8', 'unicode11utf8', 'unicode20utf8', 'utf-8', 'utf8', 'x-unicode20utf8'];

/** The bytes of one code point, appended to `out`. */
function pushUtf8(out, point) {
  if (point < 0x80) out.push(point);
  else if (point < 0x800) out.push(0xC0 | (point >> 6), 0x80 | (point & 63));
  else if (point < 0x10000) out.push(0xE0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  else {
    out.push(0xF0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
}

/** A lone surrogate is encoded as U+FFFD. */
function scalarValue(point) {
  return point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point;
}

function encodeUtf8(text) {
  const bytes = [];
  for (const character of text) pushUtf8(bytes, scalarValue(character.codePointAt(0)));
  return bytes;
}

class TextEncoder {
  get encoding() { return 'utf-8'; }

  encode(input = '') {
    return Uint8Array.from(encodeUtf8(`${input}`));
  }

  encodeInto(source, destination) {
    if (typeof source !== 'string') throw invalidArgType('src', 'string', source);
    if (!types.isUint8Array(destination)) throw invalidArgType('dest', 'Uint8Array', destination);
    let read = 0;
    let written = 0;
    for (const character of source) {
      const bytes = [];
      pushUtf8(bytes, scalarValue(character.codePointAt(0)));
      if (written + bytes.length > destination.length) break;
      destination.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) {
    if (typeof depth === 'number' && depth < 0) return this;
    return inspect({ encoding: this.encoding }, options);
  }
}

/** What a lead byte announces: how many bytes follow, and the range of the first of them. */
function leadOf(byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return { needed: 1, bits: byte & 31, low: 0x80, high: 0xBF };
  if (byte >= 0xE0 && byte <= 0xEF) {
    return { needed: 2, bits: byte & 15, low: byte === 0xE0 ? 0xA0 : 0x80, high: byte === 0xED ? 0x9F : 0xBF };
  }
  if (byte >= 0xF0 && byte <= 0xF4) {
    return { needed: 3, bits: byte & 7, low: byte === 0xF0 ? 0x90 : 0x80, high: byte === 0xF4 ? 0x8F : 0xBF };
  }
  return undefined;
}

/** Decodes `bytes`; returns the text and the bytes of a character that is not complete yet. */
function decodeUtf8(bytes, onError) {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      at += 1;
      continue;
    }
    const lead = leadOf(byte);
    let next = at + 1;
    if (lead !== undefined) {
      let point = lead.bits;
      let { low, high } = lead;
      while (next < bytes.length && next - at <= lead.needed && bytes[next] >= low && bytes[next] <= high) {
        point = (point << 6) | (bytes[next] & 63);
        [low, high] = [0x80, 0xBF];
        next += 1;
      }
      if (next - at === lead.needed + 1) {
        text += String.fromCodePoint(point);
        at = next;
        continue;
      }
      if (next === bytes.length) return { text, rest: bytes.slice(at) };
    }
    onError();
    text += '\uFFFD';
    at = next;
  }
  return { text, rest: [] };
}

function bytesOf(input) {
  if (input === undefined) return [];
  if (types.isAnyArrayBuffer(input)) return [...new Uint8Array(input)];
  if (types.isArrayBufferView(input)) {
    return [...new Uint8Array(input.buffer, input.byteOffset, input.byteLength)];
  }
  throw invalidArgType('list', ['ArrayBuffer', 'ArrayBufferView'], input);
}

class TextDecoder {
  #fatal;
  #ignoreBom;
  #pending = [];
  #started = false;

  constructor(encoding = 'utf-8', options = {}) {
    const label = `${encoding}`.trim().toLowerCase();
    if (!kLabels.includes(label)) {
      throw codedError(RangeError, 'ERR_ENCODING_NOT_SUPPORTED', `The "${encoding}" encoding is not supported`);
    }
    this.#fatal = Boolean(options && options.fatal);
    this.#ignoreBom = Boolean(options && options.ignoreBOM);
  }

  get encoding() { return 'utf-8'; }
  get fatal() { return this.#fatal; }
  get ignoreBOM() { return this.#ignoreBom; }

  decode(input = undefined, options = {}) {
    const stream = Boolean(options && options.stream);
    const fail = () => {
      if (!this.#fatal) return;
      throw codedError(TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA',
                       'The encoded data was not valid for encoding utf-8');
    };
    let { text, rest } = decodeUtf8([...this.#pending, ...bytesOf(input)], fail);
    this.#pending = [];
    if (stream) {
      this.#pending = rest;
    } else if (rest.length > 0) {
      fail();
      text += '\uFFFD';
    }
    if (text !== '' && !this.#started) {
      if (!this.#ignoreBom && text[0] === '\uFEFF') text = text.slice(1);
      this.#started = true;
    }
    if (!stream) this.#started = false;
    return text;
  }
}

for (const [Class, keys] of [
  [TextEncoder, ['encoding', 'encode', 'encodeInto']],
  [TextDecoder, ['encoding', 'fatal', 'ignoreBOM', 'decode']],
]) {
  for (const key of keys) Object.defineProperty(Class.prototype, key, { enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
}

module.exports = { TextDecoder, TextEncoder, encodeUtf8 };
