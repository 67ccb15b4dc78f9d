// fetch, Headers and Response over node:http, as far as programs without web streams use them.
//
// A response's body is collected before fetch's promise is kept waiting for it: text(), json() and
// arrayBuffer() wait for its end. Request, FormData, Blob and body as a ReadableStream are refused.
'use strict';

const { DOMException } = require('./dom_exception.js');
const { codedError } = require('./errors.js');

const kMaxRedirects = 20;
/** Ports that the Fetch standard blocks for http. */
const kBadPorts = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 5060, 5061, 6000,
  6566, 6665, 6666, 6667, 6668, 6669, 6697, 10080,
]);
const kNoBody = new Set([101, 204, 205, 304]);

function checkedName(name) {
  name = `${name}`;
  if (!/^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/.test(name)) {
    throw new TypeError(`Headers: "${name}" is an invalid header name.`);
  }
  return name.toLowerCase();
}

/** Header fields by lower-cased name, listed in order of the names. */
class Headers {
  #fields = new Map();

  constructor(init = undefined) {
    if (init === undefined) return;
    if (init === null || typeof init !== 'object') {
      throw new TypeError('Headers constructor: init must be an object or a list of pairs');
    }
    const pairs = typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init);
    for (const [name, value] of pairs) this.append(name, value);
  }

  append(name, value) {
    const key = checkedName(name);
    const text = `${value}`.trim();
    this.#fields.set(key, this.#fields.has(key) ? `${this.#fields.get(key)}, ${text}` : text);
  }

  delete(name) { this.#fields.delete(checkedName(name)); }
  get(name) { return this.#fields.get(checkedName(name)) ?? null; }
  has(name) { return this.#fields.has(checkedName(name)); }
  set(name, value) { this.#fields.set(checkedName(name), `${value}`.trim()); }

  forEach(callback, self = undefined) {
    for (const [name, value] of this) callback.call(self, value, name, this);
  }

  * entries() {
    for (const name of [...this.#fields.keys()].sort()) yield [name, this.#fields.get(name)];
  }
  * keys() { for (const [name] of this) yield name; }
  * values() { for (const [, value] of this) yield value; }
  [Symbol.iterator]() { return this.entries(); }
  get [Symbol.toStringTag]() { return 'Headers'; }
}

/** A body given by the program as bytes, with the type it implies. */
function bytesOf(body) {
  if (body === null || body === undefined) return { bytes: null, type: null };
  if (body instanceof URLSearchParams) {
    return { bytes: Buffer.from(`${body}`), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  }
  if (body instanceof ArrayBuffer) return { bytes: Buffer.from(body.slice(0)), type: null };
  if (ArrayBuffer.isView(body)) {
    return { bytes: Buffer.from(body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength)), type: null };
  }
  return { bytes: Buffer.from(`${body}`), type: 'text/plain;charset=UTF-8' };
}

const kMake = Symbol('make');  // a response that fetch makes

class Response {
  #body;  // a promise of the bytes
  #used = false;
  #details;

  constructor(body = null, init = {}) {
    if (init !== null && kMake in init) {
      this.#body = body;
      this.#details = init[kMake];
      return;
    }
    const { status = 200, statusText = '', headers } = init ?? {};
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    }
    const { bytes, type } = bytesOf(body);
    const fields = new Headers(headers);
    if (type !== null && !fields.has('content-type')) fields.set('content-type', type);
    this.#body = bytes === null ? null : Promise.resolve(bytes);
    this.#details = { status, statusText, headers: fields, url: '', redirected: false, type: 'default' };
  }

  get status() { return this.#details.status; }
  get ok() { return this.status >= 200 && this.status <= 299; }
  get statusText() { return this.#details.statusText; }
  get headers() { return this.#details.headers; }
  get url() { return this.#details.url; }
  get redirected() { return this.#details.redirected; }
  get type() { return this.#details.type; }
  get bodyUsed() { return this.#used; }
  get body() {
    return this.#body === null ? null : require('native:host').refuse('Response.body as a stream');
  }

  async #take() {
    if (this.#used) throw new TypeError('Body is unusable');
    if (this.#body === null) return Buffer.alloc(0);
    this.#used = true;
    return this.#body;
  }

  async text() {
    const bytes = await this.#take();
    return new TextDecoder().decode(bytes);
  }

  async json() { return JSON.parse(await this.text()); }

  async arrayBuffer() {
    const bytes = await this.#take();
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  }

  get [Symbol.toStringTag]() { return 'Response'; }
}

function failed(cause) {
  return Object.assign(new TypeError('fetch failed'), { cause });
}

/** Asks once; a promise of the http response. */
function ask(url, { method, headers, bytes, signal }) {
  return new Promise((resolve, reject) => {
    const request = require('http').request(url, {
      method, headers: { ...Object.fromEntries(headers), connection: 'close' },
    });
    const abort = () => {
      reject(signal.reason ?? new DOMException('This operation was aborted', 'AbortError'));
      request.destroy(signal.reason);
    };
    if (signal) {
      if (signal.aborted) {
        abort();
      } else {
        signal.addEventListener('abort', abort, { once: true });
        request.on('close', () => signal.removeEventListener('abort', abort));
      }
    }
    request.on('error', (error) => reject(failed(error)));
    request.on('response', resolve);
    request.end(bytes ?? undefined);
  });
}

function collect(message, signal) {
  const body = new Promise((resolve, reject) => {
    const chunks = [];
    message.on('data', (chunk) => chunks.push(chunk));
    message.on('end', () => resolve(Buffer.concat(chunks)));
    message.on('error', (error) => reject(signal?.aborted ? signal.reason : Object.assign(new TypeError('terminated'), { cause: error })));
  });
  body.catch(() => {});  // heard by whoever takes the body, if anybody does
  return body;
}

function prepare(input, init) {
  const url = new URL(input instanceof URL ? input.href : `${input}`);
  if (url.protocol !== 'http:') require('native:host').refuse(`fetch of ${url.protocol}`);
  const method = init.method === undefined ? 'GET' : `${init.method}`.toUpperCase();
  const { bytes, type } = bytesOf(init.body);
  if (bytes !== null && (method === 'GET' || method === 'HEAD')) {
    throw new TypeError('Request with GET/HEAD method cannot have body.');
  }
  const headers = new Headers(init.headers);
  if (type !== null && !headers.has('content-type')) headers.set('content-type', type);
  if (!headers.has('accept')) headers.set('accept', '*/*');
  if (bytes !== null) headers.set('content-length', `${bytes.length}`);
  return { url, method, headers, bytes, signal: init.signal };
}

async function fetch(input, init = {}) {
  if (arguments.length === 0) {
    throw codedError(TypeError, 'ERR_MISSING_ARGS', "1 argument required, but 0 present.");
  }
  const asked = prepare(input, init ?? {});
  for (let redirects = 0; ; redirects++) {
    if (kBadPorts.has(Number(asked.url.port))) throw failed(new Error('bad port'));
    const message = await ask(asked.url, asked);
    const { statusCode: status, headers: fields } = message;
    const moves = [301, 302, 303, 307, 308].includes(status) && fields.location !== undefined &&
      (init.redirect ?? 'follow') !== 'manual';
    if (moves) {
      message.resume();
      if (init.redirect === 'error') throw failed(new Error('unexpected redirect'));
      if (redirects === kMaxRedirects) throw failed(new Error('redirect count exceeded'));
      asked.url = new URL(fields.location, asked.url);
      if (status === 303 || (status < 303 && asked.method === 'POST')) {
        asked.method = 'GET';
        asked.bytes = null;
        for (const name of ['content-length', 'content-type']) asked.headers.delete(name);
      }
      continue;
    }
    const headers = new Headers();
    for (let i = 0; i < message.rawHeaders.length; i += 2) {
      headers.append(message.rawHeaders[i], message.rawHeaders[i + 1]);
    }
    const body = collect(message, asked.signal);
    const details = {
      status, statusText: message.statusMessage, headers, url: asked.url.href, redirected: redirects > 0, type: 'basic',
    };
    return new Response(kNoBody.has(status) ? null : body, { [kMake]: details });
  }
}

module.exports = { Headers, Response, fetch };
