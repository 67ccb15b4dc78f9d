// node:url: URL by the URL Standard, conversions between file URLs and paths, and the older url.parse family.
'use strict';

const { codedError, invalidArgType, invalidThis, missingArgs, validateString } = require('./errors.js');
const { kInspect } = require('./symbols.js');
const { domainToUnicode: readableDomain, parseHost, percentDecode, percentEncode } = require('./url_host.js');
const parser = require('./url_parser.js');
const { URLSearchParams, attach, replacePairs } = require('./url_search_params.js');

const { appendPath, hostText, inUserinfo, isSpecial, parseUrl, pathText, serialize } = parser;

function invalidUrl(input) {
  const error = codedError(TypeError, 'ERR_INVALID_URL', 'Invalid URL', invalidUrl);
  error.input = input;
  // Node sets the input before the code; both are shown in that order.
  const { code } = error;
  delete error.code;
  error.code = code;
  return error;
}

// Reads the inside of a URL, for the functions below; set by a static block.
let recordOf;

class URL {
  #record;
  #params = undefined;

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw missingArgs('url');
    input = `${input}`;
    let baseRecord = null;
    if (base !== undefined) {
      baseRecord = parseUrl(`${base}`);
      if (baseRecord === null) throw invalidUrl(input);
    }
    const record = parseUrl(input, baseRecord);
    if (record === null) throw invalidUrl(input);
    this.#record = record;
  }

  static canParse(input, base = undefined) {
    if (arguments.length === 0) throw missingArgs('url');
    const baseRecord = base === undefined ? null : parseUrl(`${base}`);
    if (base !== undefined && baseRecord === null) return false;
    return parseUrl(`${input}`, baseRecord) !== null;
  }

  static {
    recordOf = (value) => {
      return value !== null && typeof value === 'object' && #record in value ? value.#record : undefined;
    };
  }

  static #of(url) {
    const record = recordOf(url);
    if (record === undefined) throw invalidThis('URL');
    return record;
  }

  get href() { return serialize(URL.#of(this)); }
  set href(value) {
    URL.#of(this);
    const record = parseUrl(`${value}`);
    if (record === null) throw invalidUrl(`${value}`);
    this.#record = record;
    this.#refreshParams();
  }

  get origin() {
    const record = URL.#of(this);
    if (record.scheme === 'blob') {
      const inner = parseUrl(pathText(record));
      return inner !== null && (inner.scheme === 'http' || inner.scheme === 'https') ?
        `${inner.scheme}://${hostText(inner)}` : 'null';
    }
    return isSpecial(record) && record.scheme !== 'file' ? `${record.scheme}://${hostText(record)}` : 'null';
  }

  get protocol() { return `${URL.#of(this).scheme}:`; }
  set protocol(value) {
    const record = URL.#of(this);
    const match = /^([A-Za-z][A-Za-z0-9+.-]*)(?::|$)/.exec(`${value}`);
    if (!match) return;
    const scheme = match[1].toLowerCase();
    if (isSpecial({ scheme }) !== isSpecial(record)) return;
    const hasAuthority = record.username !== '' || record.password !== '' || record.port !== null;
    if (scheme === 'file' && hasAuthority) return;
    if (record.scheme === 'file' && record.host === '') return;
    record.scheme = scheme;
    if (record.port !== null) parser.setPort(record, String(record.port));
  }

  #cannotHaveAuthority() {
    const record = this.#record;
    return record.host === null || record.host === '' || record.scheme === 'file';
  }

  get username() { return URL.#of(this).username; }
  set username(value) {
    URL.#of(this);
    if (!this.#cannotHaveAuthority()) this.#record.username = percentEncode(`${value}`, inUserinfo);
  }

  get password() { return URL.#of(this).password; }
  set password(value) {
    URL.#of(this);
    if (!this.#cannotHaveAuthority()) this.#record.password = percentEncode(`${value}`, inUserinfo);
  }

  get host() { return hostText(URL.#of(this)); }
  set host(value) { this.#setHost(`${value}`, true); }

  get hostname() { return URL.#of(this).host || ''; }
  set hostname(value) { this.#setHost(`${value}`, false); }

  #setHost(text, withPort) {
    const record = URL.#of(this);
    if (typeof record.path === 'string') return;
    const special = isSpecial(record);
    const end = text.search(special ? /[/\\?#]/ : /[/?#]/);
    if (end >= 0) text = text.slice(0, end);
    const colon = parser.portColon(text);
    if (colon >= 0 && !withPort) return;
    const name = colon < 0 ? text : text.slice(0, colon);
    if (name === '') {
      const full = record.username !== '' || record.password !== '' || record.port !== null;
      if ((special && record.scheme !== 'file') || full || colon >= 0) return;
      record.host = '';
      return;
    }
    const host = parseHost(name, special);
    if (host === null) return;
    record.host = record.scheme === 'file' && host === 'localhost' ? '' : host;
    if (colon >= 0 && record.scheme !== 'file') this.port = text.slice(colon + 1);
  }

  get port() {
    const { port } = URL.#of(this);
    return port === null ? '' : String(port);
  }
  set port(value) {
    URL.#of(this);
    if (this.#cannotHaveAuthority()) return;
    const text = `${value}`;
    const digits = /^[0-9]*/.exec(text)[0];
    if (digits !== '' || text === '') parser.setPort(this.#record, digits);
  }

  get pathname() { return pathText(URL.#of(this)); }
  set pathname(value) {
    const record = URL.#of(this);
    if (typeof record.path === 'string') return;
    record.path = [];
    const text = `${value}`.replace(/[\t\n\r]/g, '');
    const escaped = text.replace(/[?#]/g, (character) => (character === '?' ? '%3F' : '%23'));
    if (escaped !== '' || isSpecial(record)) appendPath(record, escaped);
  }

  get search() {
    const { query } = URL.#of(this);
    return query === null || query === '' ? '' : `?${query}`;
  }
  set search(value) {
    const record = URL.#of(this);
    const text = `${value}`.replace(/[\t\n\r]/g, '');
    parser.setQuery(record, text === '' ? null : text.replace(/^\?/, ''));
    this.#refreshParams();
  }

  get searchParams() {
    URL.#of(this);
    if (this.#params === undefined) {
      this.#params = new URLSearchParams(this.#record.query || '');
      attach(this.#params, (query) => { this.#record.query = query === '' ? null : query; });
    }
    return this.#params;
  }

  #refreshParams() {
    if (this.#params !== undefined) replacePairs(this.#params, this.#record.query || '');
  }

  get hash() {
    const { fragment } = URL.#of(this);
    return fragment === null || fragment === '' ? '' : `#${fragment}`;
  }
  set hash(value) {
    const record = URL.#of(this);
    const text = `${value}`.replace(/[\t\n\r]/g, '');
    parser.setFragment(record, text === '' ? null : text.replace(/^#/, ''));
  }

  toString() { return serialize(URL.#of(this)); }
  toJSON() { return serialize(URL.#of(this)); }

  [kInspect](depth, options, inspect) {
    URL.#of(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = Object.create({ constructor: this.constructor === URL ? URL : this.constructor });
    for (const key of [
      'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search',
      'searchParams', 'hash',
    ]) {
      shown[key] = this[key];
    }
    return `${this.constructor.name} ${require('native:util').inspect({ ...shown }, options)}`;
  }
}

for (const key of Object.getOwnPropertyNames(URL.prototype)) {
  if (key !== 'constructor') Object.defineProperty(URL.prototype, key, { enumerable: true });
}
Object.defineProperty(URL.prototype, Symbol.toStringTag, { value: 'URL', configurable: true });

function fileURLToPath(path) {
  let record;
  if (typeof path === 'string') record = recordOf(new URL(path));
  else record = recordOf(path);
  if (record === undefined) throw invalidArgType('path', ['string', 'URL'], path);
  if (record.scheme !== 'file') {
    throw codedError(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  }
  if (record.host !== '') {
    throw codedError(TypeError, 'ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on linux');
  }
  const text = pathText(record);
  if (/%2f/i.test(text)) {
    throw codedError(TypeError, 'ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters');
  }
  return percentDecode(text);
}

function pathToFileURL(path) {
  validateString(path, 'path');
  let resolved = require('path').resolve(path);
  if (path.endsWith('/') && !resolved.endsWith('/')) resolved += '/';
  const escapes = { '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F', '#': '%23' };
  return new URL(`file://${resolved.replace(/[%\\\n\r\t?#]/g, (character) => escapes[character])}`);
}

/** What http.request takes, from a URL. */
function urlToHttpOptions(url) {
  const record = recordOf(url);
  const options = {
    __proto__: null,
    protocol: url.protocol,
    hostname: `${url.hostname}`.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname,
    hash: url.hash,
    search: url.search,
    pathname: url.pathname,
    path: `${url.pathname || ''}${url.search || ''}`,
    href: url.href,
  };
  if (url.port !== '') options.port = Number(url.port);
  if (record !== undefined && (record.username || record.password)) {
    options.auth = `${percentDecode(record.username)}:${percentDecode(record.password)}`;
  }
  return options;
}

function format(value, options) {
  const record = recordOf(value);
  if (record === undefined) return require('./url_legacy.js').format(value);
  return serialize(record, options);
}

function domainToASCII(domain) {
  return parseHost(`${domain}`, true) || '';
}

function domainToUnicode(domain) {
  return readableDomain(parseHost(`${domain}`, true) || '');
}

module.exports = {
  get Url() { return require('./url_legacy.js').Url; },
  parse: (...args) => require('./url_legacy.js').parse(...args),
  resolve: (...args) => require('./url_legacy.js').resolve(...args),
  format,
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  pathToFileURL,
  fileURLToPath,
  urlToHttpOptions,
};
require('native:host').refuseExports(module.exports, 'url', 'resolveObject');
