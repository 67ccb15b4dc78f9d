// What http.createServer checks, bodies whose length is kept to, errors that were destroyed with, repeated errors.
'use strict';
const http = require('node:http');
const net = require('node:net');

function tell(name, make) {
  try {
    const { requestTimeout, headersTimeout, keepAliveTimeout } = make();
    console.log(name, requestTimeout, headersTimeout, keepAliveTimeout);
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
}

for (const options of ['x', '', 5, true, null, undefined, [], Symbol.iterator]) tell(String(options), () => http.createServer(options));
for (const options of [
  { requestTimeout: 10, headersTimeout: 20 }, { requestTimeout: 10, headersTimeout: 5 }, { requestTimeout: 10 }, { requestTimeout: 0 },
  { requestTimeout: 0, headersTimeout: 5 }, { headersTimeout: 0 }, { headersTimeout: 400_000 }, { headersTimeout: 1e10 }, { requestTimeout: -1 },
  { requestTimeout: 'a', maxHeaderSize: -1 }, { joinDuplicateHeaders: 1 }, { rejectNonStandardBodyWrites: 'x' }, { insecureHTTPParser: 0 },
  { joinDuplicateHeaders: false, rejectNonStandardBodyWrites: false },
  { highWaterMark: 'x' }, { highWaterMark: 5 }, { keepAliveInitialDelay: 'x' },
]) tell(JSON.stringify(options), () => new http.Server(options));
tell('request', () => http.request({ joinDuplicateHeaders: 1, port: 99999 }));

function strictly(name, answer, method = 'GET') {
  return new Promise((resolve) => {
    const server = http.createServer((req, res) => {
      res.sendDate = false;
      console.log(name, res.strictContentLength);
      res.strictContentLength = true;
      try {
        answer(res);
        console.log('fine', res._contentLength);
      } catch (error) {
        console.log(error.name, error.code, error.message);
        res.destroy();
      }
    });
    server.listen(0, '127.0.0.1', () => {
      const request = http.request({ port: server.address().port, host: '127.0.0.1', agent: false, method }, (res) => {
        let body = '';
        res.on('data', (data) => { body += data; });
        res.on('close', () => console.log(JSON.stringify(body), res.headers['content-length'], res.complete));
      });
      request.on('error', (error) => console.log('error', error.code, request.errored));
      request.on('close', () => server.close(resolve));
      request.end();
    });
  });
}

function destroyed(name, destroy) {
  return new Promise((resolve) => {
    const server = http.createServer((req, res) => res.end('fine')).listen(0, '127.0.0.1', () => {
      const request = http.get({ port: server.address().port, host: '127.0.0.1', agent: false });
      request.on('response', (res) => res.resume());
      request.on('error', (error) => console.log(name, 'error', error.message, request.errored));
      request.on('close', () => {
        console.log(name, request.errored, request.destroyed);
        server.close(resolve);
      });
      destroy(request);
    });
  });
}

function repeated() {
  return new Promise((resolve) => {
    const server = http.createServer().listen(0, '127.0.0.1', () => {
      const client = net.connect(server.address().port, '127.0.0.1', () => {
        client.setNoDelay(true);
        for (let i = 0; i < 3; i++) setTimeout(() => client.write('NOPE'), 60 * i);
        setTimeout(() => client.destroy(), 300);
      });
      client.on('close', () => server.close(resolve));
    });
    server.on('clientError', (error, socket) => console.log(error.code, error.reason, socket.listenerCount('error')));
    process.on('warning', (warning) => console.log(warning.name, warning.message));
  });
}

(async () => {
  const field = (res, length) => res.setHeader('Content-Length', length);
  await strictly('less', (res) => { field(res, 5); res.write('ab'); res.end(); });
  await strictly('more', (res) => { field(res, 5); res.write('abcd'); res.write('ab'); });
  await strictly('more at the end', (res) => { field(res, 5); res.write('abcd'); res.end('ab'); });
  await strictly('equal', (res) => { field(res, 5); res.write('abcd'); res.end('e'); });
  await strictly('equal bytes', (res) => { field(res, 4); res.write('éé'); res.end(); });
  await strictly('one piece', (res) => { field(res, 5); res.end('ab'); });
  await strictly('nothing', (res) => { field(res, 5); res.end(); });
  await strictly('no length', (res) => { res.write('ab'); res.end('ab'); });
  await strictly('no body', (res) => { field(res, 5); res.end(); }, 'HEAD');
  await strictly('head at once', (res) => { res.writeHead(200, { 'Content-Length': '1' }); res.end('a'); });
  await strictly('a number', (res) => { res.writeHead(200, { 'Content-Length': 1 }); res.end('a'); });
  await strictly('no number', (res) => { field(res, 'x'); res.write('a'); res.end(); });
  await destroyed('at once', (request) => request.destroy());
  await destroyed('with an error', (request) => request.destroy(new Error('mine')));
  await destroyed('aborted', (request) => request.abort());
  await destroyed('later', (request) => request.on('response', () => request.destroy(new Error('later'))));
  await repeated();
})();
