// Many fields, and trailers: how often the parser calls the program, as hooks see it, and what runs in between.
'use strict';
const { createHook } = require('node:async_hooks');
const http = require('node:http');
const net = require('node:net');

let events = [];
const parsers = new Set();
createHook({
  init(id, type) { if (type.startsWith('HTTP')) parsers.add(id); },
  before(id) { if (parsers.has(id)) events.push('<'); },
  after(id) { if (parsers.has(id)) events.push('>'); },
}).enable();

const fields = (count) => Array.from({ length: count }, (_, i) => `X${i}: ${i}\r\n`).join('');

function toServer(name, first, second = '', limit = null) {
  return new Promise((resolve) => {
    events = [];
    const server = http.createServer((req, res) => {
      events.push(`${req.method} ${req.rawHeaders.length}/${Object.keys(req.headers).length}`);
      Promise.resolve().then(() => events.push('then'));
      req.on('data', (data) => events.push(`data ${data}`));
      req.on('end', () => events.push(`end ${req.method} ${req.rawTrailers.length}/${Object.keys(req.trailers).length}`));
      res.end('fine');
    });
    server.maxHeadersCount = limit;
    server.listen(0, '127.0.0.1', () => {
      const client = net.connect(server.address().port, '127.0.0.1', () => {
        client.setNoDelay(true);
        client.write(first);
        if (second) setTimeout(() => client.write(second), 20);
        setTimeout(() => client.end(), 40);
      });
      client.resume().on('close', () => server.close(() => {
        console.log(name, events.join(' '));
        resolve();
      }));
    });
  });
}

function toClient(name, text) {
  return new Promise((resolve) => {
    events = [];
    const server = net.createServer((socket) => socket.once('data', () => socket.end(text)));
    server.listen(0, '127.0.0.1', () => {
      const request = http.get({ port: server.address().port, host: '127.0.0.1', agent: false }, (res) => {
        events.push(`response ${res.rawHeaders.length}`);
        res.resume().on('end', () => events.push(`end ${res.rawTrailers.length}`));
      });
      request.on('close', () => server.close(() => {
        console.log(name, events.join(' '));
        resolve();
      }));
    });
  });
}

(async () => {
  const kGet = 'GET / HTTP/1.1\r\nA: b\r\n\r\n';
  const kPost = 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n';
  for (const count of [0, 1, 31, 32, 33, 62, 63, 64, 300]) {
    await toServer(`${count} fields:`, `GET / HTTP/1.1\r\n${fields(count)}\r\n`);
  }
  for (const limit of [0, 1, 31, 40, 100, -1, '5']) {
    await toServer(`limit ${limit}:`, `${kPost.replace('\r\n\r\n', `\r\n${fields(70)}\r\n`)}0\r\n${fields(70)}\r\n`, '', limit);
  }
  for (const count of [31, 32, 63]) {
    await toServer(`twice ${count}:`, `GET / HTTP/1.1\r\n${fields(count)}\r\n`.repeat(2));
  }
  for (const count of [1, 31, 32, 64]) {
    await toServer(`${count} trailers:`, `${kPost}3\r\nabc\r\n0\r\n${fields(count)}\r\n${kGet}`);
  }
  await toServer('no trailers:', `${kPost}3\r\nabc\r\n0\r\n\r\n${kGet}`);
  await toServer('cut in the body:', `${kPost}3\r\na`, `bc\r\n0\r\nT: v\r\n\r\n${kGet}`);
  await toServer('cut before the trailers:', `${kPost}3\r\nabc\r\n`, `0\r\nT: v\r\n\r\n${kGet}`);
  await toServer('cut in the trailers:', `${kPost}3\r\nabc\r\n0\r\nT:`, ` v\r\n\r\n${kGet}`);
  await toServer('cut in a field:', 'GET / HTT', `P/1.1\r\n${fields(40)}\r\n`);
  await toServer('cut in an empty name:', 'GET / HTTP/1.1\r\n', ':a\r\n\r\n');
  for (const count of [1, 31, 63]) {
    await toClient(`response with ${count}:`, `HTTP/1.1 200 OK\r\n${fields(count)}Content-Length: 1\r\n\r\na`);
    await toClient(`trailers ${count}:`, `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n${fields(count)}\r\n`);
  }
  await toClient('two heads:', `HTTP/1.1 100 C\r\n${fields(33)}\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na`);
})();
