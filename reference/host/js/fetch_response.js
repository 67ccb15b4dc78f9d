// Response of the fetch interface. A body is a promise of all its bytes.
'use strict';

const { makeEnumerable, refuse } = require('native:host');
const { Headers, byteString, freeze, need } = require('./fetch_headers.js');

const kNoBody = new Set([101, 103, 204, 205, 304]);
const kMoved = new Set([301, 302, 303, 307, 308]);

/** Options of an interface: an object or nothing. */
function dictionary(value) {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' && typeof value !== 'function') {
    throw new TypeError(`Dictionary: Expected ${String(value)} to be one of: Null, Undefined, Object.`);
  }
  return value;
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
  if (typeof body === 'object' && typeof body[Symbol.asyncIterator] === 'function') refuse('a stream as a body');
  return { bytes: Buffer.from(`${body}`), type: 'text/plain;charset=UTF-8' };
}

function parsedUrl(text) {
  try {
    return new URL(text);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${text}`, { cause });
  }
}

function checkedStatusText(value) {
  const text = byteString(value);
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) throw new TypeError('Invalid statusText');
  return text;
}

const kMake = Symbol('make');  // a response that is not the program's own

class Response {
  #body;  // a promise of the bytes
  #used = false;
  #details;

  constructor(body = null, init = {}) {
    const options = dictionary(init);
    if (kMake in options) {
      this.#body = body;
      this.#details = options[kMake];
      return;
    }
    const { status = 200, statusText = '', headers } = options;
    const code = Math.trunc(Number(status)) & 0xffff;
    const { bytes, type } = bytesOf(body);
    const fields = new Headers(headers);
    if (code < 200 || code > 599) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    const text = checkedStatusText(statusText);
    if (bytes !== null && kNoBody.has(code)) throw new TypeError(`Response constructor: Invalid response status code ${code}`);
    if (type !== null && !fields.has('content-type')) fields.set('content-type', type);
    this.#body = bytes === null ? null : Promise.resolve(bytes);
    this.#details = { status: code, statusText: text, headers: fields, url: '', redirected: false, type: 'default' };
  }

  static error() {
    const headers = freeze(new Headers());
    return made(null, { status: 0, statusText: '', headers, url: '', redirected: false, type: 'error' });
  }

  static json(data, init = {}) {
    need(1, arguments, 'Response.json');
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const headers = new Headers(dictionary(init).headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return new Response(text, { ...init, headers });
  }

  static redirect(url, status = 302) {
    need(1, arguments, 'Response.redirect');
    const target = parsedUrl(`${url}`);
    if (!kMoved.has(Number(status))) throw new RangeError(`Invalid status code ${status}`);
    const headers = freeze(new Headers({ location: target.href }));
    return made(null, { status: Number(status), statusText: '', headers, url: '', redirected: false, type: 'default' });
  }

  get type() { return this.#details.type; }
  get url() { return this.#details.url; }
  get redirected() { return this.#details.redirected; }
  get status() { return this.#details.status; }
  get ok() { return this.status >= 200 && this.status <= 299; }
  get statusText() { return this.#details.statusText; }
  get headers() { return this.#details.headers; }
  get body() { return this.#body === null ? null : refuse('Response.body as a stream'); }
  get bodyUsed() { return this.#used; }

  clone() {
    if (this.#used) throw new TypeError('Response.clone: Body has already been consumed.');
    return made(this.#body, { ...this.#details, headers: new Headers(this.headers) });
  }

  blob() { return refuse('Response.blob'); }

  async arrayBuffer() {
    const bytes = await this.#take();
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  }

  async text() {
    const bytes = await this.#take();
    return new TextDecoder().decode(bytes);
  }

  async json() { return JSON.parse(await this.text()); }
  formData() { return refuse('Response.formData'); }

  get [Symbol.toStringTag]() { return 'Response'; }

  async #take() {
    if (this.#used) throw new TypeError('Body is unusable');
    if (this.#body === null) return Buffer.alloc(0);
    this.#used = true;
    return this.#body;
  }
}
makeEnumerable(Response.prototype);

/** A response with a body that is a promise of bytes, or null. */
function made(body, details) {
  return new Response(body, { [kMake]: details });
}

module.exports = { Response, bytesOf, dictionary, kMoved, kNoBody, made, parsedUrl };
