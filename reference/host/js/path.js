// node:path: posix and win32.
'use strict';

const { validateObject, validateString } = require('./errors.js');

/** The kinds of separator of a style. */
function styleOf(windows) {
  return {
    windows,
    sep: windows ? '\\' : '/',
    isSep: windows ? (c) => c === '/' || c === '\\' : (c) => c === '/',
  };
}

const isDriveLetter = (c) => /^[A-Za-z]$/.test(c || '');

/**
 * Splits off the root: `device` ("C:", "\\\\server\\share"), whether a separator follows it, and where the rest begins.
 */
function rootOf(path, style) {
  const { isSep } = style;
  if (!style.windows) {
    const absolute = isSep(path[0]);
    return { device: '', absolute, end: absolute ? 1 : 0 };
  }
  if (isSep(path[0])) {
    const unc = uncRoot(path, isSep);
    return unc || { device: '', absolute: true, end: 1 };
  }
  if (isDriveLetter(path[0]) && path[1] === ':') {
    const absolute = path.length > 2 && isSep(path[2]);
    return { device: path.slice(0, 2), absolute, end: absolute ? 3 : 2 };
  }
  return { device: '', absolute: false, end: 0 };
}

/** \\server\share of a UNC path, or undefined. */
function uncRoot(path, isSep) {
  if (!isSep(path[1])) return undefined;
  let end = 2;
  const word = () => {
    const start = end;
    while (end < path.length && !isSep(path[end])) end += 1;
    return path.slice(start, end);
  };
  const server = word();
  if (server === '' || end === path.length) return undefined;
  const gap = end;
  while (end < path.length && isSep(path[end])) end += 1;
  if (end === path.length || end === gap) return undefined;
  const share = word();
  return { device: `\\\\${server}\\${share}`, absolute: true, end };
}

/** Takes "." and ".." out of a path without root; leading ".." stay when `allowAbove`. */
function collapse(path, allowAbove, style) {
  const out = [];
  for (const part of splitParts(path, style)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else if (allowAbove) out.push('..');
  }
  return out.join(style.sep);
}

function splitParts(path, style) {
  return path.split(style.windows ? /[\\/]/ : '/');
}

function normalize(path, style) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const root = rootOf(path, style);
  const rest = path.slice(root.end);
  let tail = collapse(rest, !root.absolute, style);
  if (tail === '' && !root.absolute) tail = '.';
  if (tail !== '' && rest !== '' && style.isSep(path[path.length - 1])) tail += style.sep;
  if (root.device === '' && !root.absolute) return tail;
  return `${root.device}${root.absolute ? style.sep : ''}${tail}`;
}

function join(paths, style) {
  let joined;
  let first;
  for (const path of paths) {
    validateString(path, 'path');
    if (path === '') continue;
    if (joined === undefined) joined = first = path;
    else joined += `${style.sep}${path}`;
  }
  if (joined === undefined) return '.';
  if (style.windows) joined = joinWindows(joined, first, style.isSep);
  return normalize(joined, style);
}

/** Separators that only came together by joining must not make a UNC path. */
function joinWindows(joined, first, isSep) {
  let slashes = 0;
  let mayBeUnc = false;
  if (isSep(first[0])) {
    slashes = 1;
    if (first.length > 1 && isSep(first[1])) {
      slashes = 2;
      if (first.length > 2) {
        if (isSep(first[2])) slashes = 3;
        else mayBeUnc = true;
      }
    }
  }
  if (mayBeUnc) return joined;
  while (slashes < joined.length && isSep(joined[slashes])) slashes += 1;
  return slashes >= 2 ? `\\${joined.slice(slashes)}` : joined;
}

function resolvePosix(paths, style) {
  let resolved = '';
  let absolute = false;
  for (let i = paths.length - 1; i >= -1 && !absolute; i--) {
    const path = i >= 0 ? paths[i] : process.cwd();
    validateString(path, `paths[${i}]`);
    if (path === '') continue;
    resolved = `${path}/${resolved}`;
    absolute = path[0] === '/';
  }
  resolved = collapse(resolved, !absolute, style);
  if (absolute) return `/${resolved}`;
  return resolved === '' ? '.' : resolved;
}

function resolveWindows(paths, style) {
  let device = '';
  let tail = '';
  let absolute = false;
  for (let i = paths.length - 1; i >= -1; i--) {
    let path;
    if (i >= 0) {
      path = paths[i];
      validateString(path, `paths[${i}]`);
      if (path === '') continue;
    } else if (device === '') {
      path = process.cwd();
    } else {
      // A working directory per drive: this process has none but its own.
      path = process.cwd();
      if (path.slice(0, 2).toLowerCase() !== device.toLowerCase() && path[2] === '\\') path = `${device}\\`;
    }
    const root = rootOf(path, style);
    if (root.device !== '') {
      if (device !== '') {
        if (root.device.toLowerCase() !== device.toLowerCase()) continue;
      } else {
        device = root.device;
      }
    }
    if (absolute) {
      if (device !== '') break;
    } else {
      tail = `${path.slice(root.end)}\\${tail}`;
      absolute = root.absolute;
      if (root.absolute && device !== '') break;
    }
  }
  tail = collapse(tail, !absolute, style);
  return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
}

/** The path from one resolved place to another. */
function relative(from, to, resolve, style) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  const source = resolve([from], style);
  const target = resolve([to], style);
  const same = style.windows ? (a, b) => a.toLowerCase() === b.toLowerCase() : (a, b) => a === b;
  if (same(source, target)) return '';
  const parts = (path) => splitParts(path, style).filter((part) => part !== '');
  const a = parts(source);
  const b = parts(target);
  let shared = 0;
  while (shared < a.length && shared < b.length && same(a[shared], b[shared])) shared += 1;
  if (style.windows && shared === 0 && a.length > 0 && b.length > 0) return target;
  return [...a.slice(shared).map(() => '..'), ...b.slice(shared)].join(style.sep);
}

/** Where the last name of the path begins and ends, without trailing separators. */
function lastName(path, from, isSep) {
  let end = path.length;
  while (end > from && isSep(path[end - 1])) end -= 1;
  let start = end;
  while (start > from && !isSep(path[start - 1])) start -= 1;
  return { start, end };
}

function dirname(path, style) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const { isSep } = style;
  const root = rootOf(path, style);
  let from = root.end;
  // A share itself is a root, with the separator behind it.
  if (root.device.length > 2) {
    if (from === path.length) return path;
    if (isSep(path[from])) from += 1;
  }
  // One separator before the last name goes; further ones stay, as in Node.
  const { start } = lastName(path, from, isSep);
  if (start > from) return !style.windows && start === 2 && root.absolute ? '//' : path.slice(0, start - 1);
  return from > 0 ? path.slice(0, from) : '.';
}

function basename(path, suffix, style) {
  if (suffix !== undefined) validateString(suffix, 'ext');
  validateString(path, 'path');
  const from = style.windows && isDriveLetter(path[0]) && path[1] === ':' ? 2 : 0;
  if (suffix !== undefined && suffix === path) return '';
  const { start, end } = lastName(path, from, style.isSep);
  const name = path.slice(start, end);
  // Node's comparison runs past the beginning of a name that is a tail of the suffix, and takes all there is.
  if (suffix !== undefined && suffix.length > name.length && suffix.length <= path.length && suffix.endsWith(name)) {
    return path.slice(start);
  }
  if (suffix === undefined || suffix === '' || suffix === name || !name.endsWith(suffix)) return name;
  return name.slice(0, -suffix.length);
}

/** The extension of a name: from its last dot, unless that begins the name or the name is "..". */
function extensionOf(name) {
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name === '..' ? '' : name.slice(dot);
}

function extname(path, style) {
  validateString(path, 'path');
  return extensionOf(basename(path, undefined, style));
}

function parse(path, style) {
  validateString(path, 'path');
  const result = { root: '', dir: '', base: '', ext: '', name: '' };
  if (path.length === 0) return result;
  const root = rootOf(path, style);
  let from = root.end;
  if (root.device.length > 2 && style.isSep(path[from] || '')) from += 1;
  result.root = path.slice(0, from);
  const { start, end } = lastName(path, from, style.isSep);
  result.base = path.slice(start, end);
  // Node takes ".." right behind the root of a posix path for a name with an empty extension.
  result.ext = result.base === '..' && root.absolute && start === from && !style.windows ? '.' : extensionOf(result.base);
  result.name = result.ext === '' ? result.base : result.base.slice(0, -result.ext.length);
  result.dir = start > from ? path.slice(0, start - 1) : result.root;
  return result;
}

function format(object, style) {
  validateObject(object, 'pathObject');
  const dir = object.dir || object.root;
  const base = object.base || `${object.name || ''}${object.ext || ''}`;
  if (!dir) return base;
  return dir === object.root ? `${dir}${base}` : `${dir}${style.sep}${base}`;
}

/** \\?\C:\... for paths Windows would cut short. */
function toNamespacedPath(path, style) {
  if (!style.windows || typeof path !== 'string' || path.length === 0) return path;
  const resolved = resolveWindows([path], style);
  if (resolved.length <= 2) return path;
  if (resolved.startsWith('\\\\')) {
    return resolved[2] === '?' || resolved[2] === '.' ? path : `\\\\?\\UNC\\${resolved.slice(2)}`;
  }
  return /^[A-Za-z]:\\/.test(resolved) ? `\\\\?\\${resolved}` : path;
}

function makeStyle(windows) {
  const style = styleOf(windows);
  const resolve = windows ? resolveWindows : resolvePosix;
  return {
    resolve: function(...paths) { return resolve(paths, style); },
    normalize: function(path) { return normalize(path, style); },
    isAbsolute: function(path) {
      validateString(path, 'path');
      if (path.length === 0) return false;
      return style.isSep(path[0]) ||
        (windows && path.length > 2 && isDriveLetter(path[0]) && path[1] === ':' && style.isSep(path[2]));
    },
    join: function(...paths) { return join(paths, style); },
    relative: function(from, to) { return relative(from, to, resolve, style); },
    toNamespacedPath: function(path) { return toNamespacedPath(path, style); },
    dirname: function(path) { return dirname(path, style); },
    basename: function(path, suffix) { return basename(path, suffix, style); },
    extname: function(path) { return extname(path, style); },
    format: function(pathObject) { return format(pathObject, style); },
    parse: function(path) { return parse(path, style); },
    sep: style.sep,
    delimiter: windows ? ';' : ':',
    win32: null,
    posix: null,
  };
}

const posix = makeStyle(false);
const win32 = makeStyle(true);
posix.win32 = win32.win32 = win32;
posix.posix = win32.posix = posix;
win32._makeLong = win32.toNamespacedPath;
posix._makeLong = posix.toNamespacedPath;

module.exports = posix;
