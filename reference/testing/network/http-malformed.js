// Messages that Node's parser refuses, or reads in a way of its own: what errors say, and how far it came.
'use strict';
const http = require('node:http');
const net = require('node:net');

const text = (value) => JSON.stringify(String(value));

function toServer(sent) {
  return new Promise((resolve) => {
    const events = [];
    const server = http.createServer((req, res) => {
      events.push(`${req.method} ${req.url} ${req.httpVersion} ${JSON.stringify(req.rawHeaders)}`);
      req.on('data', (data) => events.push(`data ${text(data)}`));
      req.on('end', () => events.push(`end ${JSON.stringify(req.rawTrailers)}`));
      req.on('error', (error) => events.push(`failed ${error.code}`));
      res.sendDate = false;
      res.end('fine');
    });
    server.on('clientError', (error, socket) => {
      events.push(`clientError ${error.code} ${error.message} ${error.reason} ${error.bytesParsed} ${error.rawPacket?.length}`);
      if (socket.writable) socket.end('HTTP/1.1 400 Mine\r\n\r\n');
    });
    server.on('connect', (req, socket, head) => {
      events.push(`connect ${req.url} ${text(head)}`);
      socket.end();
    });
    server.listen(0, '127.0.0.1', () => {
      let answer = '';
      const client = net.connect(server.address().port, '127.0.0.1', () => client.end(sent, 'latin1'));
      client.on('data', (data) => { answer += data; });
      client.on('error', () => {});
      client.on('close', () => server.close(() => {
        console.log(`== ${JSON.stringify(sent.slice(0, 100))}`);
        for (const event of events) console.log(event);
        console.log(text(answer.split('\r\n')[0]));
        resolve();
      }));
    });
  });
}

function toClient(sent) {
  return new Promise((resolve) => {
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(sent, 'latin1'));
    });
    server.listen(0, '127.0.0.1', () => {
      console.log(`== ${JSON.stringify(sent.slice(0, 100))}`);
      const request = http.get({ port: server.address().port, host: '127.0.0.1', agent: false }, (res) => {
        console.log(res.statusCode, text(res.statusMessage), res.httpVersion, JSON.stringify(res.rawHeaders));
        res.on('data', (data) => console.log('data', text(data)));
        res.on('end', () => console.log('end', res.complete, JSON.stringify(res.rawTrailers)));
        res.on('error', (error) => console.log('failed', error.code));
      });
      request.on('error', (error) => {
        console.log(error.code, error.message, error.reason, error.bytesParsed, error.rawPacket?.length);
      });
      request.on('close', () => server.close(resolve));
    });
  });
}

const kChunked = 'POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n';
const requests = [
  // First lines.
  'GET / HTTP/9.9\r\n\r\n', 'GET / HTTP/1.2\r\n\r\n', 'GET / HTTP/2.0\r\n\r\n', 'GET / HTTP/11.1\r\n\r\n', 'GET / HTTP/x.1\r\n\r\n',
  'GET / HTTP/1.x\r\n\r\n', 'GET / HTTP/1.1 \r\n\r\n', 'GET / HTTP/1.1\r\r\n\r\n', 'GET / HTP/1.1\r\n\r\n', 'GETX / HTTP/1.1\r\n\r\n',
  'NOPE / HTTP/1.1\r\n\r\n', 'GET ?x HTTP/1.1\r\n\r\n', 'GET a:80 HTTP/1.1\r\n\r\n', 'GET x HTTP/1.1\r\n\r\n', 'GET /\x7f HTTP/1.1\r\n\r\n',
  'GET /?\x01 HTTP/1.1\r\n\r\n', 'GET /#\x01 HTTP/1.1\r\n\r\n', 'GET http://a@b@c/ HTTP/1.1\r\n\r\n', 'GET http://u@h/p?q#f HTTP/1.1\r\n\r\n',
  'GET /x\rHost: a\r\n\r\n', 'GET /x\r\nHost: a\r\n\r\n', 'CONNECT h:1 HTTP/1.1\r\n\r\nrest', 'CONNECT /h HTTP/1.1\r\n\r\n', 'GET / ICE/1.0\r\n\r\n',
  'SOURCE / ICE/1.0\r\n\r\n', 'DELETE / RTSP/1.0\r\n\r\n', '\r\n\nGET /blank  HTTP/1.1\r\n\r\n', 'G', '',
  // Line ends.
  'GET /lf HTTP/1.1\nHost: a\r\n\n', 'GET /lf HTTP/1.1\nHost: a\n\n', 'GET / HTTP/1.1\r\nA:\n\r\n', 'GET / HTTP/1.1\r\nA: b\rC: d\r\n\r\n',
  'GET / HTTP/1.1\r\nA:\rb\r\n\r\n', 'GET /fold HTTP/1.1\r\nX: one\r\n two\r\n\r\n', 'GET /fold HTTP/1.1\r\nX: one\r\n\ttwo\r\n\r\n',
  'GET /fold HTTP/1.1\r\nX:\r\n two\r\n\r\n', 'GET /end HTTP/1.1\r\nX: one\r\n\rGET /next HTTP/1.1\r\n\r\n',
  // Names and values.
  'GET /en HTTP/1.1\r\n: b\r\nC: d\r\n\r\n', 'GET /en HTTP/1.1\r\n:\r\n\r\n', 'GET /sp HTTP/1.1\r\nX y : b\r\n\r\n', 'GET / HTTP/1.1\r\nConnection : close\r\n\r\n',
  'GET / HTTP/1.1\r\nA(: b\r\n\r\n', 'GET / HTTP/1.1\r\nnothing\r\n\r\n', 'GET / HTTP/1.1\r\nA: b\x00\r\n\r\n', 'GET / HTTP/1.1\r\nA: \x7f\r\n\r\n',
  'GET /\xe9 HTTP/1.1\r\nA: \xe9\r\n\r\n',
  // Lengths and encodings.
  'POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n', 'POST / HTTP/1.1\r\nContent-Length:\r\n\r\n', 'POST / HTTP/1.1\r\nContent-Length: +3\r\n\r\n',
  'POST / HTTP/1.1\r\nContent-Length: 3 4\r\n\r\n', 'POST / HTTP/1.1\r\nContent-Length: 3\n\r\n', 'POST / HTTP/1.1\r\nContent-Length: 3 \r\n\r\nabc',
  'POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc', 'POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
  'POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding:\r\n\r\nabc', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n',
  'POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n', 'POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
  'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n', 'POST / HTTP/1.1\r\nTransfer-Encoding:\r\n\r\n',
  // Chunks and trailers.
  `${kChunked}3 \r\nabc\r\n0\r\n\r\n`, `${kChunked}3\nabc\r\n0\r\n\r\n`, `${kChunked}x\r\n`, `${kChunked}FFFFFFFFFFFFFFFFF\r\n`,
  `${kChunked}3\r\nabcd\r\n0\r\n\r\n`, `${kChunked}3;a=b\r\nabc\r\n0\r\nT: u\r\n\r\n`, `${kChunked}3;\x01\r\nabc\r\n`, `${kChunked}0\r\nT: u\r\n v\r\n\r\n`,
  `${kChunked}0\r\nT: u\n\r\n`, `${kChunked}3;${'a'.repeat(16384)}\r\nabc\r\n0\r\n\r\n`, `${kChunked}3;${'a'.repeat(16385)}\r\nabc\r\n0\r\n\r\n`,
  // What follows a message.
  'GET /1 HTTP/1.1\r\nConnection: close\r\n\r\nGET /2 HTTP/1.1\r\n\r\n', 'GET /1 HTTP/1.0\r\n\r\nGET /2 HTTP/1.1\r\n\r\n', 'GET /1 HTTP/1.1\r\n\r\nhello',
  'POST /1 HTTP/1.1\r\nContent-Length: 1\r\n\r\nabc', 'POST /1 HTTP/1.1\r\nContent-Length: 1\r\n\r\naGET /2 HTTP/9.9\r\n\r\n',
  `${kChunked.replace('close', 'x')}1\r\na\r\n0\r\nT: u\r\n\r\nGET /2 HTTP/1.1\r\nA: b\r\n\r\n`,
];

const kAnswer = 'HTTP/1.1 200 OK\r\n';
const answers = [
  'HTTP/9.9 200 OK\r\n\r\n', 'HTTP/1.1\t200 OK\r\n\r\n', 'HTTP/1 200 OK\r\n\r\n', 'HTTP/1.x 200 OK\r\n\r\n', 'ICY 200 OK\r\n\r\n', 'hello\r\n\r\n',
  'HTTP/1.1 abc OK\r\n\r\n', 'HTTP/1.1 20x OK\r\n\r\n', 'HTTP/1.1 1000 X\r\n\r\n', 'HTTP/1.1  304 OK\r\n\r\nbody', 'HTTP/1.1 \r\n\r\nbody', 'HTTP/1.1 20 OK\r\n\r\nbody',
  'HTTP/1.1 200\r\nContent-Length: 1\r\n\r\na', 'HTTP/1.1 200 OK\nContent-Length: 1\n\na', 'HTTP/1.1 200 OK\nContent-Length: 1\r\n\na',
  `${kAnswer}A: b\r\n c\r\n\r\n`, `${kAnswer}: b\r\n\r\nbody`, `${kAnswer}Upgrade : b\r\n\r\n`, `${kAnswer}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n`,
  `${kAnswer}Transfer-Encoding: chunked, gzip\r\n\r\nbody`, `${kAnswer}Transfer-Encoding: chunked,chunked\r\n\r\n1\r\na\r\n0\r\n\r\n`,
  `${kAnswer}Transfer-Encoding: chunked\r\n\r\nx\r\n`, `${kAnswer}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nA: b\r\n\r\n`,
  `${kAnswer}Content-Length: 1\r\n\r\nabc`, `${kAnswer}Connection: close\r\nContent-Length: 1\r\n\r\nabc`, 'HTTP/1.1 204 No\r\n\r\nabc',
];

(async () => {
  for (const sent of requests) await toServer(sent);
  for (const sent of answers) await toClient(sent);
})();
