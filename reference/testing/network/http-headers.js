// Header fields of outgoing messages, without a network.
'use strict';
const http = require('node:http');

function thrown(call) {
  try {
    console.log('returns', call());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}

const message = new http.OutgoingMessage();
console.log(message.setHeader('X-One', 1) === message, message.getHeader('x-one'), message.hasHeader('X-ONE'));
message.setHeader('Set-Cookie', ['a=1', 'b=2']);
message.appendHeader('X-One', 'two');
console.log(message.getHeaders(), message.getHeaderNames(), message.getRawHeaderNames());
message.removeHeader('x-one');
console.log(message.getHeader('X-One'), message.headersSent, message.finished, message.writableEnded);
message.setHeaders(new Map([['m', 'n']]));
console.log(message.getHeaders());
thrown(() => message.setHeader('a b', 'c'));
thrown(() => message.setHeader('', 'c'));
thrown(() => message.setHeader('a', undefined));
thrown(() => message.setHeader('a', 'b\r\nc'));
thrown(() => message.setHeader('a', '\u0100'));
thrown(() => message.getHeader(5));
thrown(() => message.setHeaders({ a: 1 }));
thrown(() => message.addTrailers({ 'x y': 'z' }));
thrown(() => message.addTrailers({ x: '\n' }));
thrown(() => message._implicitHeader());
thrown(() => http.validateHeaderName('x'));
thrown(() => http.validateHeaderName('x:'));
thrown(() => http.validateHeaderValue('x', undefined));
thrown(() => http.validateHeaderValue('x', '\u0000'));
thrown(() => http.get({ path: '/with blank' }));
thrown(() => http.get('https://localhost/'));
thrown(() => http.get({ method: 'G T' }));
thrown(() => http.get({ method: 5 }));
thrown(() => http.get({ host: 5 }));
thrown(() => http.get({ agent: 5 }));
thrown(() => http.get('not a url'));
thrown(() => http.get({ timeout: 'soon' }));
thrown(() => http.get({ headers: { 'a b': 1 } }));
thrown(() => http.request({ insecureHTTPParser: 1, port: 99999 }));
thrown(() => new http.Agent({ scheduling: 'some' }));
thrown(() => http.createServer({ requestTimeout: -1 }).requestTimeout);

const response = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 });
thrown(() => response.writeHead(99));
thrown(() => response.writeHead(1000));
thrown(() => response.writeHead('abc'));
thrown(() => response.writeHead(200, 'bad\nmessage'));
response.statusMessage = undefined;
response.setHeader('A', '1');
console.log(response.writeHead(418, { B: 2, A: 3 }) === response, response.statusCode, response.statusMessage, response.headersSent);
thrown(() => response.setHeader('C', 1));
thrown(() => response.removeHeader('A'));
thrown(() => response.writeHead(200));
thrown(() => response.appendHeader('A', 'b'));
thrown(() => response.write(null));
thrown(() => response.write(5));
thrown(() => response.end(5));

console.log(http.METHODS.length, http.METHODS[0], http.STATUS_CODES[404], http.STATUS_CODES[418], http.maxHeaderSize);
console.log(http.globalAgent.keepAlive, http.globalAgent.maxSockets, http.globalAgent.maxFreeSockets, http.Agent.defaultMaxSockets);
console.log(http.globalAgent.getName({ host: 'a', port: 1 }), http.globalAgent.getName({ port: 1, localAddress: 'x', family: 6 }), http.globalAgent.getName());
const server = http.createServer();
console.log(server.timeout, server.keepAliveTimeout, server.headersTimeout, server.requestTimeout, server.maxHeadersCount, server.maxRequestsPerSocket);
console.log(server instanceof http.Server, http.Server() instanceof http.Server, server.listening);
