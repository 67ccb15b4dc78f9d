// The older part of node:url: parse, format and resolve for http-like, mailto: and relative addresses.
'use strict';

const { codedError, invalidArgType, validateString } = require('./errors.js');

const kSlashed = new Set(['http:', 'https:', 'ftp:', 'gopher:', 'file:', 'ws:', 'wss:']);

/** The parts of an address, in the order in which they are shown. */
class Url {
  constructor() {
    for (const part of [
      'protocol', 'slashes', 'auth', 'host', 'port', 'hostname', 'hash', 'search', 'query', 'pathname', 'path', 'href',
    ]) {
      this[part] = null;
    }
  }

  parse(url, parseQuery, slashesDenoteHost) {
    return Object.assign(this, parse(url, parseQuery, slashesDenoteHost));
  }

  format() { return format(this); }
  resolve(relative) { return resolve(format(this), relative); }
}

/** Characters that an address never shows as they are. */
function escapeAddress(text) {
  return text.replace(/[\t\n\r "'<>\\^`{|}]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function queryObject(text) {
  const { URLSearchParams } = require('./url_search_params.js');
  const object = { __proto__: null };
  for (const [name, value] of new URLSearchParams(text)) {
    if (!(name in object)) object[name] = value;
    else if (Array.isArray(object[name])) object[name].push(value);
    else object[name] = [object[name], value];
  }
  return object;
}

/** Splits auth, host and port off `text`; returns what follows. */
function takeHost(url, text) {
  const end = text.search(/[/?#\\]/);
  let authority = end < 0 ? text : text.slice(0, end);
  const at = authority.lastIndexOf('@');
  if (at >= 0) {
    url.auth = decodeURIComponent(authority.slice(0, at));
    authority = authority.slice(at + 1);
  }
  const port = /:([0-9]*)$/.exec(authority);
  if (port) {
    if (port[1] !== '') url.port = port[1];
    authority = authority.slice(0, -port[0].length);
  }
  const bracketed = authority.startsWith('[') && authority.endsWith(']');
  if (!bracketed && /[\0-\x20"'<>^`{|}%:]/.test(authority)) {
    const error = codedError(TypeError, 'ERR_INVALID_URL', 'Invalid URL');
    error.input = text;
    throw error;
  }
  url.hostname = authority.toLowerCase();
  url.host = url.hostname + (url.port === null ? '' : `:${url.port}`);
  if (bracketed) url.hostname = url.hostname.slice(1, -1);
  return end < 0 ? '' : text.slice(end);
}

function parse(address, parseQuery = false, slashesDenoteHost = false) {
  if (address instanceof Url) return address;
  validateString(address, 'url');
  const url = new Url();
  let rest = address.trim();
  // Backslashes before the query are separators.
  const mark = rest.search(/[?#]/);
  rest = mark < 0 ? rest.replace(/\\/g, '/') : rest.slice(0, mark).replace(/\\/g, '/') + rest.slice(mark);
  const protocol = /^[a-z0-9.+-]+:/i.exec(rest);
  if (protocol) {
    url.protocol = protocol[0].toLowerCase();
    rest = rest.slice(protocol[0].length);
  }
  const slashed = rest.startsWith('//') && url.protocol !== 'javascript:';
  if (slashed && (protocol || slashesDenoteHost)) {
    url.slashes = true;
    rest = takeHost(url, rest.slice(2));
  } else if (protocol && url.protocol !== 'javascript:' && !kSlashed.has(url.protocol) && /^[^@/]+@[^@/]+/.test(rest)) {
    rest = takeHost(url, rest);
  }
  if (url.protocol !== 'javascript:') rest = escapeAddress(rest);
  const hash = rest.indexOf('#');
  if (hash >= 0) [rest, url.hash] = [rest.slice(0, hash), rest.slice(hash)];
  const question = rest.indexOf('?');
  if (question >= 0) {
    url.search = rest.slice(question);
    url.query = rest.slice(question + 1);
    rest = rest.slice(0, question);
  } else if (parseQuery) {
    url.search = null;
    url.query = { __proto__: null };
  }
  if (parseQuery && question >= 0) url.query = queryObject(url.query);
  if (rest !== '') url.pathname = rest;
  if (kSlashed.has(url.protocol) && url.hostname && !url.pathname) url.pathname = '/';
  if (url.pathname || url.search) url.path = (url.pathname || '') + (url.search || '');
  url.href = format(url);
  return url;
}

function queryText(query) {
  const { URLSearchParams } = require('./url_search_params.js');
  const pairs = [];
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const shown = ['string', 'number', 'boolean', 'bigint'].includes(typeof one) ? `${one}` : '';
      pairs.push([name, shown]);
    }
  }
  return new URLSearchParams(pairs).toString().replace(/\+/g, '%20');
}

function format(url) {
  if (typeof url === 'string') return parse(url).href;
  if (typeof url !== 'object' || url === null) throw invalidArgType('urlObject', ['Object', 'string'], url);
  let protocol = url.protocol || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  let host = '';
  const auth = url.auth ? `${encodeURIComponent(url.auth).replace(/%3A/i, ':')}@` : '';
  if (url.host) {
    host = auth + url.host;
  } else if (url.hostname) {
    host = auth + (url.hostname.includes(':') && !url.hostname.startsWith('[') ? `[${url.hostname}]` : url.hostname);
    if (url.port) host += `:${url.port}`;
  }
  let search = url.search || '';
  if (!search && url.query !== null && typeof url.query === 'object') {
    const text = queryText(url.query);
    if (text) search = `?${text}`;
  }
  let pathname = (url.pathname || '').replace(/[#?]/g, encodeURIComponent);
  if (url.slashes || kSlashed.has(protocol)) {
    if (url.slashes || host) {
      if (pathname && !pathname.startsWith('/')) pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol === 'file:') {
      host = '//';
    }
  }
  if (search && !search.startsWith('?')) search = `?${search}`;
  let hash = url.hash || '';
  if (hash && !hash.startsWith('#')) hash = `#${hash}`;
  return `${protocol}${host}${pathname}${search.replace(/#/g, '%23')}${hash}`;
}

/** `relative` seen from `source`, for http-like addresses and paths. */
function resolve(source, relative) {
  const { URL } = require('./url.js');
  const base = new URL(source, 'resolve://host/');
  const target = new URL(relative, base);
  if (target.protocol !== 'resolve:') return target.href;
  const text = `${target.pathname}${target.search}${target.hash}`;
  return source.startsWith('/') || relative.startsWith('/') ? text : text.slice(1);
}

module.exports = { Url, format, parse, resolve };
