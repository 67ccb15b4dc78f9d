// The basic URL parser of the URL Standard, by parts: scheme, authority, path, query, fragment.
//
// A record is { scheme, username, password, host, port, path, query, fragment }: host null for none, port null for
// none or the default, path an array of segments or, for opaque paths, a string; query and fragment null for none.
'use strict';

const { parseHost, percentEncode } = require('./url_host.js');

const kDefaultPorts = { 'http': 80, 'https': 443, 'ws': 80, 'wss': 443, 'ftp': 21, 'file': null };
const isSpecial = (record) => Object.hasOwn(kDefaultPorts, record.scheme);

const setOf = (characters) => (character) => characters.includes(character);
const inFragment = setOf(' "<>`');
const inQuery = setOf(' "#<>');
const inSpecialQuery = setOf(' "#<>\'');
const inPath = setOf(' "#<>?`{}');
const inUserinfo = setOf(' "#<>?`{}/:;=@[\\]^|');
const never = () => false;

const isDriveLetter = (text) => /^[A-Za-z][:|]$/.test(text);
const isNormalDriveLetter = (text) => /^[A-Za-z]:$/.test(text);
const startsWithDriveLetter = (text) => /^[A-Za-z][:|](?:[/\\?#]|$)/.test(text);

function newRecord(scheme) {
  return { scheme, username: '', password: '', host: null, port: null, path: [], query: null, fragment: null };
}

/** Splits off the fragment and the query. */
function splitEnd(text) {
  let fragment = null;
  let query = null;
  const hash = text.indexOf('#');
  if (hash >= 0) [text, fragment] = [text.slice(0, hash), text.slice(hash + 1)];
  const mark = text.indexOf('?');
  if (mark >= 0) [text, query] = [text.slice(0, mark), text.slice(mark + 1)];
  return { text, query, fragment };
}

function setQuery(record, query) {
  record.query = query === null ? null : percentEncode(query, isSpecial(record) ? inSpecialQuery : inQuery);
}

function setFragment(record, fragment) {
  record.fragment = fragment === null ? null : percentEncode(fragment, inFragment);
}

function shorten(record) {
  const { path } = record;
  if (record.scheme === 'file' && path.length === 1 && isNormalDriveLetter(path[0])) return;
  path.pop();
}

/** Appends the segments of `text`, which may begin with a separator. */
function appendPath(record, text) {
  const special = isSpecial(record);
  const segments = text.split(special ? /[/\\]/ : '/');
  if (segments.length > 1 && segments[0] === '') segments.shift();
  segments.forEach((segment, i) => {
    const last = i === segments.length - 1;
    const plain = segment.replace(/%2e/gi, '.');
    if (plain === '..') {
      shorten(record);
      if (last) record.path.push('');
    } else if (plain === '.') {
      if (last) record.path.push('');
    } else {
      if (record.scheme === 'file' && record.path.length === 0 && isDriveLetter(segment)) segment = `${segment[0]}:`;
      record.path.push(percentEncode(segment, inPath));
    }
  });
}

/** Reads a port; false when it is none. The default port of the scheme is no port. */
function setPort(record, text) {
  if (text === '') {
    record.port = null;
    return true;
  }
  if (!/^[0-9]+$/.test(text) || Number(text) > 65535) return false;
  const port = Number(text);
  record.port = kDefaultPorts[record.scheme] === port ? null : port;
  return true;
}

/** The colon before a port, not one inside brackets; -1 when there is none. */
function portColon(text) {
  const at = text.lastIndexOf(':');
  return at > text.lastIndexOf(']') ? text.indexOf(':', text.lastIndexOf(']') + 1) : -1;
}

/** Reads user:password@host:port; false when it is wrong. */
function setAuthority(record, text) {
  const special = isSpecial(record);
  const at = text.lastIndexOf('@');
  if (at >= 0) {
    const userinfo = text.slice(0, at);
    const colon = userinfo.indexOf(':');
    record.username = percentEncode(colon < 0 ? userinfo : userinfo.slice(0, colon), inUserinfo);
    if (colon >= 0) record.password = percentEncode(userinfo.slice(colon + 1), inUserinfo);
    text = text.slice(at + 1);
    if (text === '') return false;
  }
  const colon = portColon(text);
  const host = colon < 0 ? text : text.slice(0, colon);
  if (host === '') {
    if (special || colon >= 0 || at >= 0) return false;
    record.host = '';
    return true;
  }
  record.host = parseHost(host, special);
  if (record.host === null) return false;
  return colon < 0 || setPort(record, text.slice(colon + 1));
}

/** Splits "authority/path" at the first separator. */
function splitAuthority(text, special) {
  const at = text.search(special ? /[/\\]/ : /\//);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

function copyBase(record, base, parts) {
  for (const part of parts) record[part] = Array.isArray(base[part]) ? [...base[part]] : base[part];
}

const kAuthorityParts = ['username', 'password', 'host', 'port'];

function parseFile(record, text, end, base) {
  record.host = '';
  const isSep = (c) => c === '/' || c === '\\';
  const fromBase = base !== null && base.scheme === 'file';
  if (isSep(text[0]) && isSep(text[1])) {
    const [host, path] = splitAuthority(text.slice(2), true);
    if (isDriveLetter(host)) {
      appendPath(record, text.slice(2));
      return true;
    }
    if (host !== '') {
      const parsed = parseHost(host, true);
      if (parsed === null) return false;
      record.host = parsed === 'localhost' ? '' : parsed;
    }
    appendPath(record, path || '/');
    return true;
  }
  if (isSep(text[0])) {
    if (fromBase) {
      record.host = base.host;
      if (!startsWithDriveLetter(text.slice(1)) && base.path.length > 0 && isNormalDriveLetter(base.path[0])) {
        record.path.push(base.path[0]);
      }
    }
    appendPath(record, text);
    return true;
  }
  if (!fromBase) {
    appendPath(record, text);
    return true;
  }
  copyBase(record, base, ['host', 'path', 'query']);
  if (text === '') {
    if (end.query !== null) record.query = null;
    return true;
  }
  record.query = null;
  if (startsWithDriveLetter(text)) record.path = [];
  else shorten(record);
  appendPath(record, text);
  return true;
}

/** What follows the scheme of a URL that is not file:, or a relative URL (`base` then gives the rest). */
function parseHierarchical(record, text, end, base) {
  const special = isSpecial(record);
  const isSep = (c) => c === '/' || (special && c === '\\');
  if (base === null) {
    const rest = special ? text.replace(/^[/\\]+/, '') : text;
    if (special || text.startsWith('//')) {
      const [authority, path] = splitAuthority(special ? rest : text.slice(2), special);
      if (!setAuthority(record, authority)) return false;
      if (path !== '' || special) appendPath(record, path || '/');
      return true;
    }
    if (text.startsWith('/')) {
      appendPath(record, text);
      return true;
    }
    record.path = percentEncode(text, never);
    return true;
  }
  if (isSep(text[0]) && isSep(text[1])) {
    const [authority, path] = splitAuthority(special ? text.replace(/^[/\\]+/, '') : text.slice(2), special);
    if (!setAuthority(record, authority)) return false;
    if (path !== '' || special) appendPath(record, path || '/');
    return true;
  }
  copyBase(record, base, kAuthorityParts);
  if (isSep(text[0])) {
    appendPath(record, text);
    return true;
  }
  copyBase(record, base, ['path', 'query']);
  if (text !== '') {
    record.query = null;
    shorten(record);
    appendPath(record, text);
  } else if (end.query !== null) {
    record.query = null;
  }
  return true;
}

/** Parses `input` against a base record or null. Null when it is no URL. */
function parseUrl(input, base = null) {
  let text = input.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '').replace(/[\t\n\r]/g, '');
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text);
  let record;
  let relative = base;
  if (match) {
    record = newRecord(match[1].toLowerCase());
    text = text.slice(match[0].length);
    // "http:a" is relative to a base of the same special scheme, unless slashes follow.
    const sameSpecial = base !== null && isSpecial(record) && base.scheme === record.scheme;
    const twoSlashes = record.scheme !== 'file' && text.startsWith('//');
    relative = sameSpecial && !twoSlashes ? base : null;
  } else {
    if (base === null) return null;
    if (typeof base.path === 'string' && text[0] !== '#') return null;
    record = newRecord(base.scheme);
    if (typeof base.path === 'string') {
      copyBase(record, base, [...kAuthorityParts, 'path', 'query']);
      setFragment(record, text.slice(1));
      return record;
    }
  }
  const end = splitEnd(text);
  const ok = record.scheme === 'file' ? parseFile(record, end.text, end, relative) :
    parseHierarchical(record, end.text, end, relative);
  if (!ok) return null;
  if (end.query !== null) setQuery(record, end.query);
  setFragment(record, end.fragment);
  return record;
}

function pathText(record) {
  if (typeof record.path === 'string') return record.path;
  return record.path.map((segment) => `/${segment}`).join('');
}

function hostText(record) {
  if (record.host === null) return '';
  return record.port === null ? record.host : `${record.host}:${record.port}`;
}

/** The URL as text; parts can be left out, as url.format does. */
function serialize(record, { auth = true, fragment = true, search = true, host = undefined } = {}) {
  let text = `${record.scheme}:`;
  if (record.host !== null) {
    text += '//';
    if (auth && (record.username !== '' || record.password !== '')) {
      text += `${record.username}${record.password !== '' ? `:${record.password}` : ''}@`;
    }
    text += host === undefined ? hostText(record) : host;
  } else if (Array.isArray(record.path) && record.path.length > 1 && record.path[0] === '') {
    text += '/.';  // a path that begins with "//" must not read as a host
  }
  text += pathText(record);
  if (search && record.query !== null) text += `?${record.query}`;
  if (fragment && record.fragment !== null) text += `#${record.fragment}`;
  return text;
}

module.exports = {
  appendPath, hostText, inUserinfo, isSpecial, parseUrl, pathText, portColon, serialize, setFragment, setPort, setQuery,
};
