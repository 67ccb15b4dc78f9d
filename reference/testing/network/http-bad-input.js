// Malformed, endless and cut off requests and responses: what is answered, and what errors say.
'use strict';
const http = require('node:http');
const net = require('node:net');

function toServer(name, text, { listens = false, cut = false } = {}) {
  return new Promise((resolve) => {
    const events = [];
    const server = http.createServer((req, res) => {
      events.push(`request ${req.url}`);
      req.on('aborted', () => events.push('aborted'));
      req.on('error', (error) => events.push(`error ${error.code} ${error.message}`));
      req.on('close', () => events.push(`close ${req.complete} ${req.aborted} ${req.destroyed}`));
      res.on('close', () => events.push(`res close ${res.writableFinished}`));
      req.resume();
      if (!cut) res.end('fine');
    });
    if (listens) {
      server.on('clientError', (error, socket) => {
        events.push(`clientError ${error.constructor.name} ${error.code} ${error.message} ${Buffer.isBuffer(error.rawPacket)}`);
        socket.destroy();
      });
    }
    server.listen(0, '127.0.0.1', () => {
      let answer = '';
      const client = net.connect(server.address().port, '127.0.0.1', () => {
        client.write(text, 'latin1');
        if (cut) setTimeout(() => client.destroy(), 20);
      });
      client.on('data', (data) => { answer += data; });
      client.on('error', () => {});
      client.on('close', () => setTimeout(() => server.close(() => {
        console.log(`== ${name}`);
        for (const event of events) console.log(event);
        console.log(JSON.stringify(answer.replace(/Date: [^\r]*\r\n/, '')));
        resolve();
      }), 10));
    });
  });
}

function toClient(name, text, { end = true, reset = false } = {}) {
  return new Promise((resolve) => {
    const server = net.createServer((socket) => {
      socket.once('data', () => {
        socket.write(text);
        if (reset) setTimeout(() => socket.resetAndDestroy(), 20);
        else if (end) socket.end();
      });
      socket.on('error', () => {});
    });
    server.listen(0, '127.0.0.1', () => {
      console.log(`== ${name}`);
      const request = http.get({ port: server.address().port, host: '127.0.0.1', agent: false }, (res) => {
        console.log('response', res.statusCode, res.statusMessage, JSON.stringify(res.headers));
        let body = '';
        res.on('data', (data) => { body += data; });
        res.on('aborted', () => console.log('aborted'));
        res.on('error', (error) => console.log('res error', error.code, error.message));
        res.on('end', () => console.log('end', body, res.complete));
        res.on('close', () => console.log('res close', res.complete, body));
      });
      request.on('error', (error) => console.log('error', error.constructor.name, error.code, error.message));
      request.on('close', () => {
        console.log('close');
        server.close(() => resolve());
      });
    });
  });
}

(async () => {
  for (const listens of [false, true]) {
    await toServer('no request', 'hello\r\n\r\n', { listens });
    await toServer('bad header', 'GET / HTTP/1.1\r\nHost: x\r\nbad@header: 1\r\n\r\n', { listens });
    await toServer('bad length', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n', { listens });
    await toServer('too long a header', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20000)}\r\n\r\n`, { listens });
    await toServer('header flood', `GET / HTTP/1.1\r\nHost: x\r\n${'X-Header: value\r\n'.repeat(2000)}\r\n`, { listens });
  }
  await toServer('length and chunks', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', { listens: true });
  await toServer('cut off in the body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc', { cut: true });
  await toServer('gone before the answer', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', { cut: true });
  await toClient('fine', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  await toClient('until the end', 'HTTP/1.1 200 OK\r\n\r\nall of it');
  await toClient('chunks', 'HTTP/1.1 200 Very Good\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n');
  await toClient('no answer', '');
  await toClient('half a head', 'HTTP/1.1 200 OK\r\nContent-');
  await toClient('half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf');
  await toClient('reset in the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', { reset: true });
  await toClient('too large a head', `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(20000)}\r\n\r\n`);
})();
