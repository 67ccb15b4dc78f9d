// node:dns, as far as lookups of names by the system go.
'use strict';

const { getaddrinfo, isIP } = require('native:net');
const { codedError, invalidArgType, invalidArgValue, validateFunction } = require('./errors.js');
const { lookupException } = require('./uv_errors.js');

const ADDRCONFIG = 32;
const ALL = 16;
const V4MAPPED = 8;

/** The public object of a lookup's resource. */
class GetAddrInfoReqWrap {
  oncomplete(errno, addresses) {
    const { all, callback, family, hostname } = this;
    if (errno !== 0) {
      callback(lookupException(errno, 'getaddrinfo', hostname));
    } else if (all) {
      callback(null, addresses.map((address) => ({ address, family: family || isIP(address) })));
    } else {
      callback(null, addresses[0], family || isIP(addresses[0]));
    }
  }
}

function familyOf(family) {
  switch (family) {
    case 'IPv4': return 4;
    case 'IPv6': return 6;
    case undefined: case null: return 0;
    case 0: case 4: case 6: return family;
    default: throw invalidArgValue('family', family, 'must be one of: 0, 4, 6');
  }
}

/** lookup(hostname[, options], callback): callback(error, address, family). */
function lookup(hostname, options, callback) {
  if (hostname && typeof hostname !== 'string') throw invalidArgType('hostname', 'string', hostname);
  if (typeof options === 'function') {
    callback = options;
    options = {};
  } else if (typeof options === 'number') {
    options = { family: options };
  }
  validateFunction(callback, 'callback');
  const { all = false } = options ?? {};
  const family = familyOf(options?.family);
  if (!hostname) {
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
  const errno = getaddrinfo(request, hostname, family);
  if (errno !== 0) {
    process.nextTick(callback, lookupException(errno, 'getaddrinfo', hostname));
    return {};
  }
  return request;
}

Object.defineProperty(lookup, Symbol.for('nodejs.util.promisify.custom'), {
  value: lookupPromise, enumerable: false, configurable: true,
});

/** The same as a promise of { address, family }, or of a list of them. */
function lookupPromise(hostname, options) {
  return new Promise((resolve, reject) => {
    lookup(hostname, options ?? {}, (error, address, family) => {
      if (error) reject(error);
      else resolve(options?.all ? address : { address, family });
    });
  });
}

/** What the reference does not have: queries to name servers. */
function refuse(name) {
  return () => { throw codedError(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `dns.${name} is not supported`); };
}

const queries = {};
for (const name of ['resolve', 'resolve4', 'resolve6', 'reverse', 'lookupService']) {
  queries[name] = refuse(name);
}

module.exports = {
  ADDRCONFIG, ALL, V4MAPPED, NODATA: 'ENODATA', NOTFOUND: 'ENOTFOUND', lookup, ...queries,
  promises: { lookup: lookupPromise, ...queries },
};
