// node:crypto: randomness, hashes and PBKDF2. Random bytes come from the run's own generator (see native:crypto).
'use strict';

const { Transform } = require('stream');
const { codedError, invalidArgType, invalidArgValue, outOfRange, validateFunction, validateInteger, validateString } = require('./errors.js');
const native = require('native:crypto');

const kMaxSize = 2 ** 31 - 1;

// The classes of requests: public objects of their resources.
class RandomBytesJob {}
class PBKDF2Job {}

function job(Class, callback) {
  const made = new Class();
  made.ondone = callback;
  return made;
}

// ---- Random bytes ----------------------------------------------------------------------------

function sizeOf(size) {
  if (typeof size !== 'number') throw invalidArgType('size', 'number', size);
  if (Number.isNaN(size) || size > kMaxSize || size < 0) throw outOfRange('size', `>= 0 && <= ${kMaxSize}`, size);
  return size >>> 0;
}

function randomBytes(size, callback) {
  const count = sizeOf(size);
  if (callback !== undefined) validateFunction(callback, 'callback');
  const bytes = Buffer.alloc(count);
  if (callback === undefined) {
    native.randomFill(bytes, 0, count);
    return bytes;
  }
  native.randomFill(bytes, 0, count, job(RandomBytesJob, () => callback.call(undefined, null, bytes)));
  return undefined;
}

/** The range of a randomFill in bytes, from offset and size in elements. */
function fillRange(view, offset = 0, size = undefined) {
  if (!ArrayBuffer.isView(view) && !(view instanceof ArrayBuffer)) {
    throw invalidArgType('buf', ['ArrayBuffer', 'ArrayBufferView'], view);
  }
  const element = view.BYTES_PER_ELEMENT || 1;
  validateOffset(offset, 'offset', view.byteLength / element);
  const count = size === undefined ? view.byteLength / element - offset : size;
  validateOffset(count, 'size', kMaxSize);
  if (count + offset > view.byteLength / element) {
    throw outOfRange('size + offset', `<= ${view.byteLength / element}`, count + offset);
  }
  return [view instanceof ArrayBuffer ? new Uint8Array(view) : view, offset * element, count * element];
}

function validateOffset(value, name, highest) {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  if (Number.isNaN(value) || value > highest || value < 0) throw outOfRange(name, `>= 0 && <= ${highest}`, value);
}

function randomFillSync(view, offset, size) {
  native.randomFill(...fillRange(view, offset, size));
  return view;
}

function randomFill(view, offset, size, callback) {
  const rest = [offset, size, callback];
  const done = rest.find((value) => typeof value === 'function');
  validateFunction(done, 'callback');
  const range = fillRange(view, typeof offset === 'function' ? undefined : offset,
                          typeof size === 'function' ? undefined : size);
  native.randomFill(...range, job(RandomBytesJob, () => done(null, view)));
}

function randomInt(low, high, callback) {
  const hasLow = !(high === undefined || typeof high === 'function');
  const from = hasLow ? low : 0;
  const to = hasLow ? high : low;
  const done = hasLow ? callback : high;
  if (done !== undefined) validateFunction(done, 'callback');
  if (!Number.isSafeInteger(from)) throw invalidArgType('min', 'a safe integer', from);
  if (!Number.isSafeInteger(to)) throw invalidArgType('max', 'a safe integer', to);
  if (to <= from) throw outOfRange('max', `greater than the value of "min" (${from})`, to);
  if (to - from > 2 ** 48 - 1) throw outOfRange(hasLow ? 'max - min' : 'max', `<= ${2 ** 48 - 1}`, to - from);
  const value = from + randomBytes(6).readUIntBE(0, 6) % (to - from);
  if (done === undefined) return value;
  process.nextTick(done, undefined, value);
  return undefined;
}

function randomUUID(options) {
  if (options !== undefined) require('./errors.js').validateObject(options, 'options');
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 0x0F) | 0x40;
  bytes[8] = (bytes[8] & 0x3F) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function getRandomValues(view) {
  return randomFillSync(view);
}

// ---- PBKDF2 ----------------------------------------------------------------------------------

function invalidDigest(name) {
  return codedError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`, invalidDigest);
}

function bytesOf(value, name) {
  if (typeof value === 'string') return Buffer.from(value);
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  if (!ArrayBuffer.isView(value)) {
    throw invalidArgType(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
  }
  return value;
}

function derivation(password, salt, iterations, length, digest) {
  validateString(digest, 'digest');
  const given = [bytesOf(password, 'password'), bytesOf(salt, 'salt')];
  validateInteger(iterations, 'iterations', 1, kMaxSize);
  validateInteger(length, 'keylen', 0, kMaxSize);
  if (!native.hasDigest(digest)) throw invalidDigest(digest);
  return [...given, iterations, Buffer.alloc(length), digest];
}

function pbkdf2(password, salt, iterations, length, digest, callback) {
  if (typeof digest === 'function') validateString(undefined, 'digest');
  const args = derivation(password, salt, iterations, length, digest);
  validateFunction(callback, 'callback');
  native.pbkdf2(...args, job(PBKDF2Job, () => callback.call(undefined, null, args[3])));
}

function pbkdf2Sync(password, salt, iterations, length, digest) {
  const args = derivation(password, salt, iterations, length, digest);
  native.pbkdf2(...args);
  return args[3];
}

// ---- Hashes ----------------------------------------------------------------------------------

const kParts = Symbol('parts');
const kFinish = Symbol('finish');
const kDone = Symbol('done');
const kAlgorithm = Symbol('algorithm');

/** What Hash and Hmac share: bytes are collected, and digested once. */
class Digest extends Transform {
  constructor(options, finish) {
    super(options);
    this[kParts] = [];
    this[kFinish] = finish;
    this[kDone] = false;
  }

  update(data, encoding) {
    if (this[kDone]) throw codedError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
      throw invalidArgType('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
    }
    const known = Buffer.isEncoding(encoding) ? encoding : 'utf8';
    if (typeof data === 'string' && data.length % 2 !== 0 && known.toLowerCase() === 'hex') {
      throw invalidArgValue('encoding', encoding, `is invalid for data of length ${data.length}`);
    }
    this[kParts].push(typeof data === 'string' ? Buffer.from(data, known) :
      Buffer.from(Buffer.from(data.buffer, data.byteOffset, data.byteLength)));
    return this;
  }

  digest(encoding) {
    if (this[kDone]) throw codedError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    this[kDone] = true;
    const bytes = this[kFinish](Buffer.concat(this[kParts]));
    return Buffer.isEncoding(encoding) ? bytes.toString(encoding) : bytes;
  }

  _transform(chunk, encoding, callback) {
    this.update(chunk, encoding);
    callback();
  }

  _flush(callback) {
    this.push(this.digest());
    callback();
  }
}

/** How many bytes a digest is to give, as options say; undefined: its own number. */
function outputLength(algorithm, options) {
  const length = options?.outputLength;
  if (length === undefined) return undefined;
  validateInteger(length, 'options.outputLength', 0, 2 ** 32 - 1);
  if (!native.hasDigest(algorithm) || native.hasDigest(algorithm, length)) return length;
  const reason = 'not XOF or invalid length';
  throw Object.assign(new Error(`error:030000B2:digital envelope routines::${reason}`), {
    library: 'digital envelope routines', reason, code: 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH' });
}

class Hash extends Digest {
  constructor(options, algorithm) {
    super(options, undefined);
    const length = outputLength(algorithm, options);
    if (!native.hasDigest(algorithm)) throw new Error('Digest method not supported');
    this[kAlgorithm] = algorithm;
    this[kFinish] = (bytes) => native.hash(algorithm, bytes, length);
  }

  copy(options) {
    if (this[kDone]) throw codedError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    const made = new Hash(options, this[kAlgorithm]);
    made[kParts] = [...this[kParts]];
    return made;
  }
}

class Hmac extends Digest {
  /** A second digest of an Hmac is empty. */
  digest(encoding) {
    if (!this[kDone]) return super.digest(encoding);
    return encoding && encoding !== 'buffer' ? '' : Buffer.alloc(0);
  }
}

function createHash(algorithm, options) {
  validateString(algorithm, 'algorithm');
  return new Hash(options, algorithm);
}

function createHmac(algorithm, key, options) {
  validateString(algorithm, 'hmac');
  const secret = typeof key === 'string' ? Buffer.from(key) : key;
  if (!ArrayBuffer.isView(secret)) {
    throw invalidArgType('key', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string', 'KeyObject', 'CryptoKey'], key);
  }
  if (!native.hasDigest(algorithm)) throw invalidDigest(algorithm);
  return new Hmac(options, (bytes) => native.hmac(algorithm, secret, bytes));
}

function timingSafeEqual(a, b) {
  for (const [name, value] of [['buf1', a], ['buf2', b]]) {
    if (!ArrayBuffer.isView(value)) {
      throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE',
                       `The "${name}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
    }
  }
  if (a.byteLength !== b.byteLength) {
    throw codedError(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
  }
  const bytes = (view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  return bytes(a).equals(bytes(b));
}

module.exports = {
  createHash, createHmac, getRandomValues, pbkdf2, pbkdf2Sync, randomBytes, randomFill, randomFillSync, randomInt,
  randomUUID, timingSafeEqual, Hash, Hmac,
};
for (const name of ['prng', 'pseudoRandomBytes', 'rng']) {
  Object.defineProperty(module.exports, name, { value: randomBytes, writable: true, configurable: true });
}
require('native:host').refuseExports(
  module.exports, 'crypto', 'createCipheriv createDecipheriv createSign createVerify generateKeyPair generateKeyPairSync ' +
  'generateKey generateKeySync getCiphers getHashes getCurves getCipherInfo hkdf hkdfSync scrypt scryptSync sign verify subtle ' +
  'webcrypto publicEncrypt publicDecrypt privateEncrypt privateDecrypt createSecretKey createPublicKey createPrivateKey ' +
  'createDiffieHellman createDiffieHellmanGroup getDiffieHellman diffieHellman createECDH checkPrime checkPrimeSync ' +
  'generatePrime generatePrimeSync X509Certificate constants createCipher createDecipher Certificate Cipher Cipheriv ' +
  'Decipher Decipheriv DiffieHellman DiffieHellmanGroup ECDH KeyObject Sign Verify secureHeapUsed setEngine getFips ' +
  'setFips fips DEFAULT_ENCODING');
