// node:dns, as far as lookups of names by the system go.
'use strict';

const { getaddrinfo, isIP } = require('native:net');
const { invalidArgType, invalidArgValue, validateBoolean, validateFunction, validateString } = require('./errors.js');
const { lookupException } = require('./uv_errors.js');

const ADDRCONFIG = 32;
const ALL = 16;
const V4MAPPED = 8;
let resultOrder = 'verbatim';
let warned = false;

/** The public object of a lookup's resource. */
class GetAddrInfoReqWrap {
  oncomplete(errno, addresses) {
    const { all, callback, family, hostname } = this;
    if (errno !== 0) {
      callback(lookupException(errno, 'getaddrinfo', hostname));
      return;
    }
    if (this.ipv4First) addresses.sort((a, b) => isIP(a) - isIP(b));
    if (all) {
      callback(null, addresses.map((address) => ({ address, family: family || isIP(address) })));
    } else {
      callback(null, addresses[0], family || isIP(addresses[0]));
    }
  }
}

function checkFamily(family, name) {
  if (family !== 0 && family !== 4 && family !== 6) throw invalidArgValue(name, family, 'must be one of: 0, 4, 6');
  return family;
}

/** Families have names too, but not for the form with a promise. */
function familyOf(family, hasNames) {
  if (family === undefined || family === null) return 0;
  if (hasNames && family === 'IPv4') return 4;
  if (hasNames && family === 'IPv6') return 6;
  return checkFamily(family, 'options.family');
}

function checkHints(hints) {
  if (typeof hints !== 'number') throw invalidArgType('options.hints', 'number', hints);
  if (((hints >>> 0) & ~(ADDRCONFIG | ALL | V4MAPPED)) !== 0) throw invalidArgValue('hints', hints >>> 0);
  if ((hints & ~ADDRCONFIG) !== 0) require('native:host').refuse('the hints ALL and V4MAPPED of dns.lookup');
}

/** What the options of a lookup come to. */
function lookupOptions(options, hasNames) {
  if (typeof options === 'number') return { family: checkFamily(options, 'family'), all: false, verbatim: resultOrder === 'verbatim' };
  if (typeof options === 'function') options = undefined;
  if (options !== undefined && typeof options !== 'object') throw invalidArgType('options', ['integer', 'object'], options);
  const { all, family, hints, verbatim } = options ?? {};
  if (hints !== undefined && hints !== null && hints !== 0) checkHints(hints);
  const version = familyOf(family, hasNames);
  if (all !== undefined && all !== null) validateBoolean(all, 'options.all');
  if (verbatim !== undefined && verbatim !== null) validateBoolean(verbatim, 'options.verbatim');
  return { family: version, all: all ?? false, verbatim: verbatim ?? resultOrder === 'verbatim' };
}

/** lookup(hostname[, options], callback): callback(error, address, family). */
function lookup(hostname, options, callback) {
  if (hostname) validateString(hostname, 'hostname');
  if (typeof options === 'function' || (arguments.length === 2 && typeof options !== 'number' && typeof options !== 'object')) {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  return lookUp(hostname, lookupOptions(options, true), callback);
}

function lookUp(hostname, { family, all, verbatim }, callback) {
  if (!hostname) {
    if (!warned) process.emitWarning(
      `The provided hostname "${hostname}" is not a valid hostname, and is supported in the dns module solely for compatibility.`,
      'DeprecationWarning', 'DEP0118');
    warned = true;
    process.nextTick(callback, null, ...(all ? [[]] : [null, family === 6 ? 6 : 4]));
    return {};
  }
  const version = isIP(hostname);
  if (version !== 0) {
    const result = all ? [[{ address: hostname, family: version }]] : [hostname, version];
    process.nextTick(callback, null, ...result);
    return {};
  }
  const request = new GetAddrInfoReqWrap();
  Object.assign(request, { callback, family, hostname, all });
  if (!verbatim) Object.defineProperty(request, 'ipv4First', { value: true });
  const errno = getaddrinfo(request, hostname, family);
  if (errno !== 0) {
    process.nextTick(callback, lookupException(errno, 'getaddrinfo', hostname));
    return {};
  }
  return request;
}

Object.defineProperty(lookup, Symbol.for('nodejs.util.promisify.custom'), {
  value: (hostname, options) => new Promise((resolve, reject) => {
    lookup(hostname, options ?? {}, (error, address, family) => {
      if (error) reject(error);
      else resolve(options?.all ? address : { address, family });
    });
  }),
});

/** The same as a promise of { address, family }, or of a list of them. */
function lookupPromise(hostname, options) {
  if (hostname) validateString(hostname, 'hostname');
  const wanted = lookupOptions(options, false);
  return new Promise((resolve, reject) => {
    lookUp(hostname, wanted, (error, address, family) => {
      if (error) reject(error);
      else resolve(wanted.all ? address : { address, family });
    });
  });
}
Object.defineProperty(lookupPromise, 'name', { value: 'lookup' });

function getDefaultResultOrder() { return resultOrder; }

function setDefaultResultOrder(order) {
  if (order !== 'verbatim' && order !== 'ipv4first') {
    throw invalidArgValue('dnsOrder', order, "must be one of: 'verbatim', 'ipv4first'");
  }
  resultOrder = order;
}

const codes = {};
for (const name of [
  'NODATA', 'FORMERR', 'SERVFAIL', 'NOTFOUND', 'NOTIMP', 'REFUSED', 'BADQUERY', 'BADNAME', 'BADFAMILY', 'BADRESP', 'CONNREFUSED',
  'TIMEOUT', 'EOF', 'FILE', 'NOMEM', 'DESTRUCTION', 'BADSTR', 'BADFLAGS', 'NONAME', 'BADHINTS', 'NOTINITIALIZED', 'LOADIPHLPAPI',
  'ADDRGETNETWORKPARAMS', 'CANCELLED',
]) {
  codes[name] = name === 'EOF' ? name : `E${name}`;
}

const promises = { lookup: lookupPromise, getDefaultResultOrder, setDefaultResultOrder, ...codes };
module.exports = {
  lookup, getDefaultResultOrder, setDefaultResultOrder, ADDRCONFIG, ALL, V4MAPPED, ...codes, promises,
};
// Queries to name servers.
for (const [exports, name] of [[module.exports, 'dns'], [promises, 'dns.promises']]) {
  require('native:host').refuseExports(
    exports, name, 'Resolver lookupService getServers setServers resolve resolve4 resolve6 resolveAny resolveCaa resolveCname ' +
    'resolveMx resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTxt reverse');
}
