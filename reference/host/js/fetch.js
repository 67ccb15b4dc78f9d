// fetch over node:http, as far as programs without web streams use it.
//
// A response's body is collected before fetch's promise is kept waiting for it: text(), json() and
// arrayBuffer() wait for its end. Request, FormData, Blob and body as a ReadableStream are refused.
'use strict';

const { DOMException } = require('./dom_exception.js');
const { refuse } = require('native:host');
const { Headers, freeze, listOf } = require('./fetch_headers.js');
const { Response, bytesOf, dictionary, kMoved, kNoBody, made, parsedUrl } = require('./fetch_response.js');

const kMaxRedirects = 20;
/** Ports that the Fetch standard blocks for http. */
const kBadPorts = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 5060, 5061, 6000,
  6566, 6665, 6666, 6667, 6668, 6669, 6697, 10080,
]);
/** Methods whose requests tell of an empty body. */
const kWithBody = new Set(['PATCH', 'POST', 'PUT']);

function failed(cause) {
  return Object.assign(new TypeError('fetch failed'), { cause });
}

class SocketError extends Error {
  constructor(socket) {
    super('other side closed');
    this.name = 'SocketError';
    this.code = 'UND_ERR_SOCKET';
    const { localAddress, localPort, remoteAddress, remotePort, remoteFamily, timeout, bytesWritten, bytesRead } = socket;
    this.socket = { localAddress, localPort, remoteAddress, remotePort, remoteFamily, timeout, bytesWritten, bytesRead };
  }
}

/** What the client of http reports, in fetch's own words. */
function causeOf(error, socket) {
  if (`${error.code}`.startsWith('HPE_')) {
    const message = `Response does not match the HTTP/1.1 protocol (${error.reason})`;
    return Object.assign(new Error(message), { name: 'HTTPParserError', code: error.code, data: `${error.rawPacket}` });
  }
  return error.code === 'ECONNRESET' && error.syscall === undefined ? new SocketError(socket) : error;
}

// ---- What is asked ---------------------------------------------------------------------------

/** An option with a few possible values. */
function choice(init, name, values) {
  if (init[name] === undefined) return undefined;
  const value = `${init[name]}`;
  if (!values.includes(value)) {
    throw new TypeError(`Dictionary: ${value} is not an accepted type. Expected one of ${values.join(', ')}.`);
  }
  return value;
}

/** Validates the options that change nothing here; those that would change something end the run. */
function checkOptions(init) {
  if (init.window !== undefined && init.window !== null) throw new TypeError("'window' option 'client' must be null");
  choice(init, 'credentials', ['omit', 'same-origin', 'include']);
  choice(init, 'redirect', ['follow', 'manual', 'error']);
  const mode = choice(init, 'mode', ['navigate', 'same-origin', 'no-cors', 'cors']);
  const cache = choice(init, 'cache', ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached']);
  if (mode !== undefined && mode !== 'cors') refuse(`the mode ${mode} of fetch`);
  if (cache !== undefined && cache !== 'default') refuse(`the cache ${cache} of fetch`);
  for (const name of ['dispatcher', 'integrity', 'referrer']) {
    if (init[name] !== undefined && init[name] !== '') refuse(`the option ${name} of fetch`);
  }
}

function checkedMethod(given) {
  if (given === undefined) return 'GET';
  const method = `${given}`;
  if (!/^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/.test(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  const upper = method.toUpperCase();
  if (['CONNECT', 'TRACE', 'TRACK'].includes(upper)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  if (['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'].includes(upper)) return upper;
  if (method !== 'PATCH') refuse(`the method ${method} of fetch`);
  return method;
}

/** An error of the HTTP client that Node's fetch uses. */
function clientError(name, code, message) {
  return failed(Object.assign(new Error(message), { name, code: `UND_ERR_${code}` }));
}

/** Fields that say how a message is sent are not the program's. */
function checkFields(headers, bytes) {
  const invalid = ['transfer-encoding', 'keep-alive', 'upgrade', 'connection'].find((name) => {
    return headers.has(name) && !(name === 'connection' && ['close', 'keep-alive'].includes(headers.get(name)));
  });
  if (invalid !== undefined) throw clientError('InvalidArgumentError', 'INVALID_ARG', `invalid ${invalid} header`);
  if (headers.has('trailer')) refuse('the header trailer of fetch');
  if (headers.has('expect')) throw clientError('NotSupportedError', 'NOT_SUPPORTED', 'expect header not supported');
  const length = headers.get('content-length');
  if (bytes !== null && length !== null && length !== `${bytes.length}`) {
    throw clientError('RequestContentLengthMismatchError', 'REQ_CONTENT_LENGTH_MISMATCH',
                      'Request body length does not match content-length header');
  }
}

function prepare(input, init) {
  const url = parsedUrl(`${input}`);
  if (url.username !== '' || url.password !== '') {
    throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`);
  }
  checkOptions(init);
  const method = checkedMethod(init.method);
  const { signal } = init;
  if (signal !== undefined && signal !== null && !(signal instanceof AbortSignal)) {
    throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.");
  }
  const headers = new Headers(init.headers);
  if (init.body !== undefined && init.body !== null && (method === 'GET' || method === 'HEAD')) {
    throw new TypeError('Request with GET/HEAD method cannot have body.');
  }
  const { bytes, type } = bytesOf(init.body);
  if (type !== null && !headers.has('content-type')) headers.set('content-type', type);
  checkFields(headers, bytes);
  return { url, method, headers, bytes, signal };
}

/** The fields of a request, names and values in turn, in the order in which they are sent. */
function fieldsOf({ url, method, headers, bytes }) {
  const close = method === 'HEAD' || headers.get('connection') === 'close';
  const fields = ['host', url.host, 'connection', close ? 'close' : 'keep-alive'];
  for (const [name, value] of listOf(headers)) {
    const key = name.toLowerCase();
    if (!['connection', 'content-length', 'host'].includes(key)) fields.push(name, key === 'sec-fetch-mode' ? 'cors' : value);
  }
  for (const [name, value] of [['accept', '*/*'], ['accept-language', '*'], ['sec-fetch-mode', 'cors'], ['user-agent', 'node'],
                               ['accept-encoding', 'gzip, deflate']]) {
    if (!headers.has(name)) fields.push(name, value);
  }
  if (bytes !== null || kWithBody.has(method)) fields.push('content-length', `${bytes?.length ?? 0}`);
  return fields;
}

// ---- Asking ----------------------------------------------------------------------------------

/** Why a signal is aborted, as a rejection: a reason must be an object. */
function reasonOf({ reason }) {
  if (reason === undefined) return new DOMException('This operation was aborted', 'AbortError');
  return typeof reason === 'object' && reason !== null ? reason : new TypeError('invalid_argument');
}

/** Asks once; a promise of the http response. */
function ask(asked) {
  const { url, method, bytes, signal } = asked;
  return new Promise((resolve, reject) => {
    const request = require('http').request(url, { method, headers: fieldsOf(asked), agent: false });
    const abort = () => {
      reject(reasonOf(signal));
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
    request.on('error', (error) => reject(failed(causeOf(error, request.socket))));
    request.on('response', resolve);
    request.end(bytes ?? undefined);
  });
}

/** The bytes that were encoded; an unknown coding leaves everything as it is. */
async function decode(bytes, names) {
  const zlib = require('zlib');
  const codings = names.toLowerCase().split(',').map((name) => name.trim());
  if (codings.includes('br')) refuse('the content coding br');
  if (!codings.every((name) => ['gzip', 'x-gzip', 'deflate'].includes(name))) return bytes;
  for (const name of codings) {
    // An end that is missing is no error.
    const options = name === 'deflate' ? {} : { finishFlush: zlib.constants.Z_SYNC_FLUSH };
    const encoded = bytes;
    bytes = await new Promise((resolve, reject) => {
      const report = (error, result) => (error ? reject(new TypeError('terminated', { cause: error })) : resolve(result));
      zlib[name === 'deflate' ? 'inflate' : 'gunzip'](encoded, options, report);
    });
  }
  return bytes;
}

function collect(message, signal, codings) {
  let body = new Promise((resolve, reject) => {
    const chunks = [];
    const { socket } = message;
    message.on('data', (chunk) => chunks.push(chunk));
    message.on('end', () => resolve(Buffer.concat(chunks)));
    message.on('error', (error) => {
      reject(signal?.aborted ? reasonOf(signal) : new TypeError('terminated', { cause: causeOf(error, socket) }));
    });
  });
  if (codings !== null) body = body.then((bytes) => decode(bytes, codings));
  body.catch(() => {});  // heard by whoever takes the body, if anybody does
  return body;
}

/** Changes what is asked for the address that a response names. */
function follow(asked, status, location) {
  let target;
  try {
    target = new URL(location, asked.url);
  } catch (error) {
    throw failed(error);
  }
  if (target.origin !== asked.url.origin) {
    for (const name of ['authorization', 'cookie', 'host']) asked.headers.delete(name);
  }
  asked.url = target;
  if ((status === 303 && asked.method !== 'HEAD') || (status < 303 && asked.method === 'POST')) {
    asked.method = 'GET';
    asked.bytes = null;
    for (const name of ['content-encoding', 'content-language', 'content-length', 'content-location', 'content-type']) {
      asked.headers.delete(name);
    }
  }
}

async function fetch(input, init = undefined) {
  const options = dictionary(init);
  const asked = prepare(input, options);
  for (let redirects = 0; ; redirects++) {
    const { protocol, port } = asked.url;
    if (['about:', 'blob:', 'data:', 'file:', 'https:'].includes(protocol)) refuse(`fetch of ${protocol}`);
    if (protocol !== 'http:') throw failed(new Error(redirects > 0 ? 'URL scheme must be a HTTP(S) scheme' : 'unknown scheme'));
    if (kBadPorts.has(Number(port))) throw failed(new Error('bad port'));
    const message = await ask(asked);
    const { statusCode: status, headers: fields } = message;
    if (kMoved.has(status) && fields.location !== undefined && options.redirect !== 'manual') {
      message.resume();
      if (options.redirect === 'error') throw failed(new Error('unexpected redirect'));
      if (redirects === kMaxRedirects) throw failed(new Error('redirect count exceeded'));
      follow(asked, status, fields.location);
      continue;
    }
    const headers = new Headers();
    for (let i = 0; i < message.rawHeaders.length; i += 2) {
      headers.append(message.rawHeaders[i], message.rawHeaders[i + 1]);
    }
    const isEmpty = kNoBody.has(status);
    const body = collect(message, asked.signal, asked.method === 'HEAD' || isEmpty ? null : headers.get('content-encoding'));
    return made(isEmpty ? null : body, {
      status, statusText: message.statusMessage, headers: freeze(headers), url: asked.url.href.replace(/#.*/, ''),
      redirected: redirects > 0, type: 'basic' });
  }
}

module.exports = { Headers, Response, fetch };
