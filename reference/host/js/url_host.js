// Hosts of URLs: domains, IPv4 and IPv6 addresses, opaque hosts (URL Standard, section 3).
'use strict';

const { encodeUtf8 } = require('./encoding.js');

const kForbiddenHost = /[\0\t\n\r #/:<>?@[\\\]^|]/;
const kForbiddenDomain = /[\0-\x1F %\x7F#/:<>?@[\\\]^|]/;

/** Percent-encodes the code points for which `wanted` holds; other than ASCII always. */
function percentEncode(text, wanted) {
  let out = '';
  for (const character of text) {
    const point = character.codePointAt(0);
    if (point < 0x7F && point > 0x1F && !wanted(character)) out += character;
    else for (const byte of encodeUtf8(character)) out += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

function percentDecode(text) {
  if (!text.includes('%')) return text;
  const bytes = [];
  for (let i = 0; i < text.length; i++) {
    const pair = text.slice(i + 1, i + 3);
    if (text[i] === '%' && /^[0-9a-fA-F]{2}$/.test(pair)) {
      bytes.push(parseInt(pair, 16));
      i += 2;
    } else {
      const point = text.codePointAt(i);
      bytes.push(...encodeUtf8(String.fromCodePoint(point)));
      if (point > 0xFFFF) i += 1;
    }
  }
  const { TextDecoder } = require('./encoding.js');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/** One label of a domain in Punycode (RFC 3492), with its prefix. */
function punycode(label) {
  const points = [...label].map((character) => character.codePointAt(0));
  if (points.every((point) => point < 0x80)) return label;
  let out = points.filter((point) => point < 0x80).map((point) => String.fromCharCode(point)).join('');
  const basic = out.length;
  let handled = basic;
  if (basic > 0) out += '-';
  let next = 128;
  let delta = 0;
  let bias = 72;
  const digit = (value) => String.fromCharCode(value < 26 ? value + 97 : value + 22);
  while (handled < points.length) {
    const smallest = Math.min(...points.filter((point) => point >= next));
    delta += (smallest - next) * (handled + 1);
    next = smallest;
    for (const point of points) {
      if (point < next) delta += 1;
      if (point !== next) continue;
      let rest = delta;
      for (let k = 36; ; k += 36) {
        const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
        if (rest < threshold) break;
        out += digit(threshold + ((rest - threshold) % (36 - threshold)));
        rest = Math.floor((rest - threshold) / (36 - threshold));
      }
      out += digit(rest);
      bias = adaptBias(delta, handled + 1, handled === basic);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    next += 1;
  }
  return `xn--${out}`;
}

function adaptBias(delta, count, first) {
  let rest = first ? Math.floor(delta / 700) : Math.floor(delta / 2);
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > 455; k += 36) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}

/** What a label in Punycode, without its prefix, stands for; null when it is malformed (RFC 3492, 6.2). */
function fromPunycode(text) {
  const basic = Math.max(text.lastIndexOf('-'), 0);
  const points = [...text.slice(0, basic)].map((character) => character.codePointAt(0));
  let at = basic > 0 ? basic + 1 : 0;
  let next = 128;
  let index = 0;
  let bias = 72;
  while (at < text.length) {
    const before = index;
    for (let k = 36, weight = 1; ; k += 36) {
      const value = 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(text[at]);
      if (at >= text.length || value < 0) return null;
      at += 1;
      index += value * weight;
      const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (value < threshold) break;
      weight *= 36 - threshold;
    }
    const count = points.length + 1;
    bias = adaptBias(index - before, count, before === 0);
    next += Math.floor(index / count);
    index %= count;
    if (next > 0x10ffff) return null;
    points.splice(index, 0, next);
    index += 1;
  }
  return String.fromCodePoint(...points);
}

/** A domain as people read it; empty when one of its international labels is malformed. */
function domainToUnicode(domain) {
  const labels = [];
  for (const label of domainToAscii(domain).split('.')) {
    const readable = label.startsWith('xn--') ? fromPunycode(label.slice(4)) : label;
    if (readable === null || /[\u0080-\u009f]/.test(readable) || punycode(readable) !== label) return '';
    labels.push(readable);
  }
  return labels.join('.');
}

/** A domain in lower case ASCII. International names are lower-cased, not normalised. */
function domainToAscii(domain) {
  return domain.toLowerCase().replace(/[\u3002\uFF0E\uFF61]/g, '.').split('.').map(punycode).join('.');
}

/** The value of one part of an IPv4 address, or NaN. */
function ipv4Part(part) {
  if (part === '') return NaN;
  if (/^0[xX][0-9a-fA-F]*$/.test(part)) return part.length === 2 ? 0 : parseInt(part.slice(2), 16);
  if (/^0[0-7]+$/.test(part)) return parseInt(part, 8);
  return /^[0-9]+$/.test(part) && (part === '0' || part[0] !== '0') ? parseInt(part, 10) : NaN;
}

function endsInNumber(host) {
  const parts = host.split('.');
  if (parts[parts.length - 1] === '') {
    if (parts.length === 1) return false;
    parts.pop();
  }
  const last = parts[parts.length - 1];
  return /^[0-9]+$/.test(last) || /^0[xX][0-9a-fA-F]*$/.test(last);
}

/** The address as four decimal parts, or null. */
function parseIpv4(host) {
  const parts = host.split('.');
  if (parts[parts.length - 1] === '' && parts.length > 1) parts.pop();
  if (parts.length > 4) return null;
  const numbers = parts.map(ipv4Part);
  if (numbers.some(Number.isNaN)) return null;
  const last = numbers.pop();
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return null;
  let address = last;
  numbers.forEach((number, i) => { address += number * 256 ** (3 - i); });
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** The eight pieces of an IPv6 address, or null. */
function parseIpv6(text) {
  const halves = text.split('::');
  if (halves.length > 2 || text.includes(':::')) return null;
  const pieces = (half) => {
    if (half === '') return [];
    const out = [];
    const parts = half.split(':');
    for (let i = 0; i < parts.length; i++) {
      if (i === parts.length - 1 && parts[i].includes('.')) {
        if (!/^(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})$/.test(parts[i])) return null;
        const bytes = parts[i].split('.').map(Number);
        if (bytes.some((byte) => byte > 255)) return null;
        out.push(bytes[0] * 256 + bytes[1], bytes[2] * 256 + bytes[3]);
      } else {
        if (!/^[0-9a-fA-F]{1,4}$/.test(parts[i])) return null;
        out.push(parseInt(parts[i], 16));
      }
    }
    return out;
  };
  const left = pieces(halves[0]);
  const right = halves.length === 2 ? pieces(halves[1]) : [];
  if (left === null || right === null) return null;
  if (halves.length === 1) return left.length === 8 ? left : null;
  if (left.length + right.length > 7) return null;
  return [...left, ...new Array(8 - left.length - right.length).fill(0), ...right];
}

/** The shortest text of an IPv6 address: the first longest run of zeros becomes "::". */
function ipv6Text(pieces) {
  let best = { start: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && pieces[end] === 0) end += 1;
    if (end - i > best.length) best = { start: i, length: end - i };
    if (end > i) i = end;
  }
  const hex = (part) => part.map((piece) => piece.toString(16)).join(':');
  if (best.start < 0) return hex(pieces);
  return `${hex(pieces.slice(0, best.start))}::${hex(pieces.slice(best.start + best.length))}`;
}

/** The host as the URL shows it, or null when it is no host. */
function parseHost(text, special) {
  if (text[0] === '[') {
    if (text[text.length - 1] !== ']') return null;
    const pieces = parseIpv6(text.slice(1, -1));
    return pieces === null ? null : `[${ipv6Text(pieces)}]`;
  }
  if (!special) return kForbiddenHost.test(text) ? null : percentEncode(text, () => false);
  const domain = domainToAscii(percentDecode(text));
  if (domain === '' || kForbiddenDomain.test(domain)) return null;
  return endsInNumber(domain) ? parseIpv4(domain) : domain;
}

module.exports = { domainToAscii, domainToUnicode, parseHost, percentDecode, percentEncode };
