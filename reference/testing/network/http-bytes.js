// What a server sends for requests given byte by byte, the date left out.
'use strict';
const http = require('node:http');
const net = require('node:net');

/** Sends `text` to a server with `handler`, and prints all that comes back. */
function ask(name, text, handler, { setUp = () => {}, options = {} } = {}) {
  return new Promise((resolve) => {
    const events = [];
    const server = http.createServer(options, handler);
    server.on('clientError', (error, socket) => {
      events.push(`clientError ${error.code} ${error.message} ${error.bytesParsed !== undefined}`);
      if (socket.writable && !socket.answered) {
        socket.end(`HTTP/1.1 400 Bad Request\r\n\r\n`);
      }
    });
    setUp(server, events);
    server.listen(0, '127.0.0.1', () => {
      const client = net.connect(server.address().port, '127.0.0.1');
      let answer = '';
      client.on('connect', async () => {
        for (const piece of [].concat(text)) {
          client.write(piece, 'latin1');
          await new Promise((next) => setTimeout(next, 10));
        }
        if (!/connection: close/i.test([].concat(text).join(''))) client.end();
      });
      client.on('data', (data) => { answer += data.toString('latin1'); });
      client.on('error', (error) => events.push(error.code));
      client.on('close', () => server.close(() => {
        console.log(`== ${name}`);
        for (const event of events) console.log(event);
        console.log(answer.replace(/Date: [^\r]*\r\n/g, '').replaceAll('\r', '\\r'));
        resolve();
      }));
    });
  });
}

const kClose = 'Host: x\r\nConnection: close\r\n\r\n';
const show = (req, res) => res.end(`${req.method} ${req.url} ${req.httpVersion} ${JSON.stringify(req.headers)} ${req.rawHeaders.length}`);

(async () => {
  await ask('get', `GET /path?x=1 HTTP/1.1\r\n${kClose}`, show);
  await ask('keep alive', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', show);
  await ask('two requests', `GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\n${kClose}`, show);
  await ask('answered out of order', `GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\n${kClose}`,
            (req, res) => setTimeout(() => res.end(req.url), req.url === '/1' ? 40 : 1));
  await ask('in pieces', ['GE', 'T / HT', 'TP/1.1\r\nHo', 'st: x\r', '\nConnection:', ' close\r\nX: a', 'b\r\n', '\r\n'], show);
  await ask('http/1.0', 'GET / HTTP/1.0\r\n\r\n', (req, res) => {
    res.write('one');
    res.end('two');
  });
  await ask('head', `HEAD / HTTP/1.1\r\n${kClose}`, (req, res) => res.end('not sent'));
  await ask('chunks', `GET / HTTP/1.1\r\n${kClose}`, (req, res) => {
    res.write('one');
    res.write(Buffer.from('two'));
    res.end('three');
  });
  await ask('trailers', `GET / HTTP/1.1\r\n${kClose}`, (req, res) => {
    res.writeHead(200, { Trailer: 'X-Sum' });
    res.write('data');
    res.addTrailers({ 'X-Sum': '4' });
    res.end();
  });
  await ask('no content', `GET / HTTP/1.1\r\n${kClose}`, (req, res) => {
    res.statusCode = 204;
    res.end('not sent');
  });
  await ask('not modified', `GET / HTTP/1.1\r\n${kClose}`, (req, res) => res.writeHead(304, 'Same').end());
  await ask('own headers', `GET / HTTP/1.1\r\n${kClose}`, (req, res) => {
    res.setHeader('Content-Type', 'text/plain');
    res.setHeader('Set-Cookie', ['a=1', 'b=2']);
    res.writeHead(201, 'Made', { 'Content-Length': 2, 'X-A': 'b' });
    res.end('ok');
  });
  await ask('header array', `GET / HTTP/1.1\r\n${kClose}`, (req, res) => res.writeHead(200, ['A', '1', 'B', '2', 'A', '3']).end());
  await ask('empty', `GET / HTTP/1.1\r\n${kClose}`, (req, res) => res.end());
  await ask('no date', `GET / HTTP/1.1\r\n${kClose}`, (req, res) => {
    res.sendDate = false;
    res.removeHeader('Connection');
    res.end('x');
  });
  await ask('body of a length', `POST / HTTP/1.1\r\nContent-Length: 5\r\n${kClose}hello`, (req, res) => {
    let text = '';
    req.on('data', (data) => { text += data; });
    req.on('end', () => res.end(`${text} ${req.complete}`));
  });
  await ask('body in chunks', [`POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n${kClose}3\r\none\r\n`, '4;x=y\r\ntw', 'o!\r\n0\r\nX-T: v\r\n\r\n'], (req, res) => {
    let text = '';
    req.on('data', (data) => { text += data; });
    req.on('end', () => res.end(`${text} ${JSON.stringify(req.trailers)} ${req.rawTrailers}`));
  });
  await ask('repeated headers', `GET / HTTP/1.1\r\nA: 1\r\na: 2\r\nCookie: x\r\nCookie: y\r\nSet-Cookie: p\r\nSet-Cookie: q\r\nReferer: r\r\nReferer: s\r\n${kClose}`, show);
  await ask('continue', [`POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n${kClose}`, 'ok'], (req, res) => {
    req.resume();
    req.on('end', () => res.end('done'));
  });
  await ask('checkContinue', `POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n${kClose}`, show, {
    setUp: (server, events) => server.on('checkContinue', (req, res) => {
      events.push('checkContinue');
      res.writeHead(413).end();
    }),
  });
  await ask('other expectation', `GET / HTTP/1.1\r\nExpect: wonders\r\n${kClose}`, show);
  await ask('no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', show);
  await ask('upgrade nobody wants', `GET / HTTP/1.1\r\nUpgrade: x\r\nHost: x\r\nConnection: upgrade, close\r\n\r\n`, show);
  await ask('upgrade', 'GET /up HTTP/1.1\r\nHost: x\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\nrest', show, {
    setUp: (server, events) => server.on('upgrade', (req, socket, head) => {
      events.push(`upgrade ${req.url} ${req.headers.upgrade} ${head}`);
      socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\nraw');
    }),
  });
  await ask('connect', 'CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n', show, {
    setUp: (server, events) => server.on('connect', (req, socket, head) => {
      events.push(`connect ${req.url} ${head.length}`);
      socket.end('HTTP/1.1 200 OK\r\n\r\n');
    }),
  });
  await ask('early hints', `GET / HTTP/1.1\r\n${kClose}`, (req, res) => {
    res.writeProcessing();
    res.writeEarlyHints({ link: ['<a>; rel=preload', '<b>'], 'x-y': 'z' });
    res.end('late');
  });
  await ask('most requests of a socket', 'GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n', show, {
    setUp: (server, events) => {
      server.maxRequestsPerSocket = 1;
      server.on('dropRequest', (req) => events.push(`dropRequest ${req.url}`));
    },
  });
  await ask('an error is answered 500', `GET / HTTP/1.1\r\n${kClose}`, (req, res) => {
    res.writeHead(500);
    res.end('oops');
  });
})();
