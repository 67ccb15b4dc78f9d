// Headers of the fetch interface.
'use strict';

const { makeEnumerable } = require('native:host');

function need(count, args, where) {
  if (args.length >= count) return;
  throw new TypeError(`${where}: ${count} argument${count === 1 ? '' : 's'} required, but ${args.length} found.`);
}

/** Text in which every unit is a byte. */
function byteString(value) {
  const text = `${value}`;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 255) {
      throw new TypeError('Cannot convert argument to a ByteString because the character at ' +
        `index ${i} has a value of ${text.charCodeAt(i)} which is greater than 255.`);
    }
  }
  return text;
}

function checkedName(value, where) {
  const name = byteString(value);
  if (!/^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/.test(name)) throw new TypeError(`${where}: "${name}" is an invalid header name.`);
  return name;
}

function checkedValue(value, where) {
  const text = byteString(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  if (/[\0\n\r]/.test(text)) throw new TypeError(`${where}: "${text}" is an invalid header value.`);
  return text;
}

let check;
let listOf;
let freeze;

/** Header fields by lower-cased name, listed in order of the names. */
class Headers {
  #fields = new Map();  // lower-cased name → [name as it was given, value]
  #cookies = [];  // the values of set-cookie, which are not joined
  #frozen = false;

  constructor(init = undefined) {
    if (init === undefined) return;
    if (init === null || typeof init !== 'object') {
      throw new TypeError('Headers constructor: Argument 1 could not be converted to one of: ' +
        'sequence<sequence<ByteString>>, record<ByteString, ByteString>.');
    }
    const pairs = typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init);
    for (const given of pairs) {
      if (given === null || typeof given !== 'object') {
        const type = given === null ? 'Null' : (typeof given).replace(/^./, (letter) => letter.toUpperCase());
        throw new TypeError(`Sequence: Value of type ${type} is not an Object.`);
      }
      const pair = [...given];
      if (pair.length !== 2) {
        throw new TypeError(`Headers constructor: expected name/value pair to be length 2, found ${pair.length}.`);
      }
      this.append(...pair);
    }
  }

  append(name, value) {
    check(this, 2, arguments, 'Headers.append');
    const given = checkedName(name, 'Headers.append');
    const text = checkedValue(value, 'Headers.append');
    this.#change();
    const key = given.toLowerCase();
    const known = this.#fields.get(key);
    this.#fields.set(key, known === undefined ? [given, text] : [known[0], `${known[1]}${key === 'cookie' ? '; ' : ', '}${text}`]);
    if (key === 'set-cookie') this.#cookies.push(text);
  }

  delete(name) {
    check(this, 1, arguments, 'Headers.delete');
    const key = checkedName(name, 'Headers.delete').toLowerCase();
    this.#change();
    this.#fields.delete(key);
    if (key === 'set-cookie') this.#cookies = [];
  }

  get(name) {
    check(this, 1, arguments, 'Headers.get');
    return this.#fields.get(checkedName(name, 'Headers.get').toLowerCase())?.[1] ?? null;
  }

  has(name) {
    check(this, 1, arguments, 'Headers.has');
    return this.#fields.has(checkedName(name, 'Headers.has').toLowerCase());
  }

  set(name, value) {
    check(this, 2, arguments, 'Headers.set');
    const given = checkedName(name, 'Headers.set');
    const text = checkedValue(value, 'Headers.set');
    this.#change();
    const key = given.toLowerCase();
    this.#fields.set(key, [given, text]);
    if (key === 'set-cookie') this.#cookies = [text];
  }

  getSetCookie() {
    check(this, 0, arguments, 'Headers.getSetCookie');
    return [...this.#cookies];
  }

  * keys() { for (const [name] of this) yield name; }
  * values() { for (const [, value] of this) yield value; }
  * entries() {
    for (const name of [...this.#fields.keys()].sort()) {
      if (name !== 'set-cookie') yield [name, this.#fields.get(name)[1]];
      else for (const value of this.#cookies) yield [name, value];
    }
  }

  forEach(callback, self = undefined) {
    check(this, 1, arguments, 'Headers.forEach');
    if (typeof callback !== 'function') {
      throw new TypeError("Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.");
    }
    for (const [name, value] of this) callback.call(self, value, name, this);
  }

  [Symbol.iterator]() { return this.entries(); }
  get [Symbol.toStringTag]() { return 'Headers'; }

  #change() {
    if (this.#frozen) throw new TypeError('immutable');
  }

  static {
    check = (headers, count, args, where) => {
      if (!(#fields in headers)) throw new TypeError('Illegal invocation');
      need(count, args, where);
    };
    listOf = (headers) => [...headers.#fields.values()];
    freeze = (headers) => {
      headers.#frozen = true;
      return headers;
    };
  }
}
makeEnumerable(Headers.prototype);

module.exports = { Headers, byteString, freeze, listOf, need };
