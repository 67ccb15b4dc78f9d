// The events of both ends of connections, each end's in its own order.
'use strict';
const net = require('node:net');

function watch(name, socket, log) {
  for (const event of ['lookup', 'connect', 'ready', 'end', 'finish', 'timeout', 'drain', 'error', 'close']) {
    socket.on(event, (...args) => log.push(`${name} ${event} ${args.filter((arg) => typeof arg !== 'object').join()}`));
  }
  socket.on('data', (data) => log.push(`${name} data ${data.length > 20 ? data.length : data}`));
}

function scenario(name, serverOptions, onConnection, onClient, clientOptions = {}) {
  return new Promise((resolve) => {
    const logs = { server: [], client: [] };
    let open = 3;
    const closed = () => {
      if (--open > 0) return;
      setImmediate(() => {
        console.log(`== ${name}`);
        for (const line of [...logs.server, ...logs.client]) console.log(line);
        resolve();
      });
    };
    const server = net.createServer(serverOptions, (socket) => {
      watch('server', socket, logs.server);
      onConnection(socket, server);
      socket.on('close', () => {
        server.close();
        closed();
      });
    });
    server.on('close', closed);
    server.listen(0, '127.0.0.1', () => {
      const client = net.connect({ port: server.address().port, host: '127.0.0.1', ...clientOptions });
      watch('client', client, logs.client);
      client.on('close', closed);
      onClient(client, server);
    });
  });
}

(async () => {
  await scenario('the client ends', {}, (socket) => socket.on('end', () => socket.end('bye')),
                 (client) => client.end('hello'));
  await scenario('the server ends', {}, (socket) => socket.end('hello'), () => {});
  await scenario('half open', { allowHalfOpen: true }, (socket) => {
    socket.on('end', () => {
      console.log('still writable', socket.writable, socket.readyState);
      setTimeout(() => socket.end('late'), 20);
    });
  }, (client) => client.end('hello'), { allowHalfOpen: true });
  await scenario('destroyed by the server', {}, (socket) => socket.destroy(), () => {});
  await scenario('destroyed with an error', {}, (socket) => socket.on('end', () => socket.end()),
                 (client) => client.on('connect', () => client.destroy(new Error('mine'))));
  await scenario('reset', {}, (socket) => socket.resetAndDestroy(), () => {});
  await scenario('paused and resumed', {}, (socket) => socket.end('x'.repeat(50000)), (client) => {
    let pieces = 0;
    client.on('connect', () => {
      client.pause();
      console.log('paused', client.isPaused());
      setTimeout(() => client.resume(), 30);
    });
    client.removeAllListeners('data');
    client.on('data', (data) => { pieces += data.length; });
    client.on('end', () => console.log('all there', pieces));
  });
  await scenario('timeout', {}, (socket) => socket.on('end', () => socket.end()), (client) => {
    console.log('returns itself', client.setTimeout(30) === client, client.timeout);
    client.on('timeout', () => client.end());
  });
  await scenario('writes before the connection', {}, (socket) => {
    let text = '';
    socket.on('data', (data) => { text += data; });
    socket.on('end', () => {
      console.log('received', text);
      socket.end();
    });
    socket.removeAllListeners('data');
    socket.on('data', (data) => { text += data; });
  }, (client) => {
    console.log('connecting', client.connecting, client.pending, client.readyState);
    console.log(client.write('one '), client.write(Buffer.from('two ')), client.bytesWritten);
    client.write('drei\u00e4', 'latin1');
    client.end('end', () => console.log('end callback', client.bytesWritten, client.writableFinished));
  });
  await scenario('a long write', {}, (socket) => {
    socket.removeAllListeners('data');
    let count = 0;
    socket.on('data', (data) => { count += data.length; });
    socket.on('end', () => {
      console.log('received', count);
      socket.end();
    });
  }, (client) => {
    client.on('connect', () => {
      console.log('flows', client.write(Buffer.alloc(3_000_000)));
      client.on('drain', () => client.end());
    });
  });
})();
