// URLSearchParams: a list of name-value pairs in the form encoding of queries.
'use strict';

const { codedError, invalidThis, missingArgs, validateFunction } = require('./errors.js');
const { kInspect } = require('./symbols.js');
const { percentDecode, percentEncode } = require('./url_host.js');

const isEscaped = (character) => !/[A-Za-z0-9*\-._]/.test(character);

function encode(text) {
  return percentEncode(toScalars(text), (character) => character !== ' ' && isEscaped(character)).replace(/ /g, '+');
}

function toScalars(value) {
  return `${value}`.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

function parseQuery(text) {
  const decode = (part) => percentDecode(part.replace(/\+/g, ' '));
  return text.split('&').filter((pair) => pair !== '').map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
  });
}

function readPairs(init) {
  const method = init[Symbol.iterator];
  const tuple = () => codedError(TypeError, 'ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');
  if (method === undefined || method === null) {
    return Reflect.ownKeys(init).filter((key) => Object.prototype.propertyIsEnumerable.call(init, key))
      .map((key) => [toScalars(key), toScalars(init[key])]);
  }
  if (typeof method !== 'function') throw codedError(TypeError, 'ERR_ARG_NOT_ITERABLE', 'Query pairs must be iterable');
  return [...init].map((pair) => {
    if ((typeof pair !== 'object' && typeof pair !== 'function') || pair === null ||
        typeof pair[Symbol.iterator] !== 'function') {
      throw tuple();
    }
    const both = [...pair];
    if (both.length !== 2) throw tuple();
    return both.map(toScalars);
  });
}

// What URL needs of the inside; set by a static block.
let attach;
let replacePairs;

class URLSearchParams {
  #pairs = [];
  #changed = undefined;

  constructor(init = undefined) {
    if (init === undefined || init === null) return;
    if (typeof init === 'object' || typeof init === 'function') this.#pairs = readPairs(init);
    else this.#pairs = parseQuery(toScalars(init).replace(/^\?/, ''));
  }

  static {
    attach = (params, changed) => { params.#changed = changed; };
    replacePairs = (params, query) => { params.#pairs = parseQuery(query); };
  }

  static #check(params, args, ...names) {
    if (params === null || typeof params !== 'object' || !(#pairs in params)) throw invalidThis('URLSearchParams');
    if (args.length < names.length) throw missingArgs(...names);
  }

  #update() {
    if (this.#changed !== undefined) this.#changed(this.toString());
  }

  get size() {
    URLSearchParams.#check(this, []);
    return this.#pairs.length;
  }

  append(name, value) {
    URLSearchParams.#check(this, arguments, 'name', 'value');
    this.#pairs.push([toScalars(name), toScalars(value)]);
    this.#update();
  }

  delete(name) {
    URLSearchParams.#check(this, arguments, 'name');
    name = toScalars(name);
    this.#pairs = this.#pairs.filter(([own]) => own !== name);
    this.#update();
  }

  get(name) {
    URLSearchParams.#check(this, arguments, 'name');
    name = toScalars(name);
    const pair = this.#pairs.find(([own]) => own === name);
    return pair === undefined ? null : pair[1];
  }

  getAll(name) {
    URLSearchParams.#check(this, arguments, 'name');
    name = toScalars(name);
    return this.#pairs.filter(([own]) => own === name).map(([, value]) => value);
  }

  has(name) {
    URLSearchParams.#check(this, arguments, 'name');
    name = toScalars(name);
    return this.#pairs.some(([own]) => own === name);
  }

  set(name, value) {
    URLSearchParams.#check(this, arguments, 'name', 'value');
    name = toScalars(name);
    value = toScalars(value);
    const first = this.#pairs.findIndex(([own]) => own === name);
    if (first < 0) {
      this.#pairs.push([name, value]);
    } else {
      this.#pairs = this.#pairs.filter(([own], i) => i <= first || own !== name);
      this.#pairs[first] = [name, value];
    }
    this.#update();
  }

  sort() {
    URLSearchParams.#check(this, []);
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#update();
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#check(this, []);
    validateFunction(callback, 'callback');
    for (let i = 0; i < this.#pairs.length; i++) {
      const [name, value] = this.#pairs[i];
      Reflect.apply(callback, thisArg, [value, name, this]);
    }
  }

  entries() {
    URLSearchParams.#check(this, []);
    return makeIterator(() => this.#pairs, (pair) => [...pair]);
  }

  keys() {
    URLSearchParams.#check(this, []);
    return makeIterator(() => this.#pairs, (pair) => pair[0]);
  }

  values() {
    URLSearchParams.#check(this, []);
    return makeIterator(() => this.#pairs, (pair) => pair[1]);
  }

  toString() {
    URLSearchParams.#check(this, []);
    return this.#pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  }

  [kInspect](depth, options) {
    URLSearchParams.#check(this, []);
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const { inspect } = require('native:util');
    const inner = { ...options, depth: options.depth === null || options.depth === undefined ? options.depth : depth - 1 };
    const list = this.#pairs.map(([name, value]) => `${inspect(name, inner)} => ${inspect(value, inner)}`);
    return braced('URLSearchParams', list, inner.breakLength);
  }
}

/** "Name { a, b }", on one line if it is short. */
function braced(name, list, breakLength) {
  if (list.length === 0) return `${name} {}`;
  const length = list.reduce((sum, text) => sum + text.length + 2, -2);
  if (length <= breakLength) return `${name} { ${list.join(', ')} }`;
  return `${name} {\n  ${list.join(',\n  ')} }`;
}

const iteratorPrototype = {
  __proto__: Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())),
  next() {
    if (this === undefined || this === null || !this[kState]) throw invalidThis('URLSearchParamsIterator');
    const { pairs, pick } = this[kState];
    if (this[kState].at >= pairs().length) return { value: undefined, done: true };
    return { value: pick(pairs()[this[kState].at++]), done: false };
  },
  [kInspect](depth, options) {
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const { inspect } = require('native:util');
    const { pairs, pick, at } = this[kState];
    const list = pairs().slice(at).map((pair) => inspect(pick(pair), { ...options }));
    const length = list.reduce((sum, text) => sum + text.length + 2, 0);
    if (length > options.breakLength || list.some((text) => text.includes('\n'))) {
      return `${this[Symbol.toStringTag]} {\n  ${list.join(',\n  ')} }`;
    }
    return `${this[Symbol.toStringTag]} { ${list.join(', ')} }`;
  },
};
const kState = Symbol('state');
Object.defineProperty(iteratorPrototype, Symbol.toStringTag, { value: 'URLSearchParams Iterator', configurable: true });

function makeIterator(pairs, pick) {
  const iterator = Object.create(iteratorPrototype);
  Object.defineProperty(iterator, kState, { value: { pairs, pick, at: 0 } });
  return iterator;
}

for (const key of Object.getOwnPropertyNames(URLSearchParams.prototype)) {
  if (key !== 'constructor') Object.defineProperty(URLSearchParams.prototype, key, { enumerable: true });
}
Object.defineProperties(URLSearchParams.prototype, {
  [Symbol.iterator]: { value: URLSearchParams.prototype.entries, writable: true, configurable: true },
  [Symbol.toStringTag]: { value: 'URLSearchParams', configurable: true },
});

module.exports = { URLSearchParams, attach, replacePairs };
