/*---
id: streams/finished-with-a-bound-callback
requires: [AR-SBIND-01]
about: a bound callback of finished() sees the store of where it was bound, whoever ends the stream
features: [streams]
expect:
  finished: [undefined, bind]
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const { finished, Writable } = require('node:stream');
const als = new AsyncLocalStorage();
const stream = new Writable({ write(chunk, encoding, done) { done(); } });
als.run('bind', () => {
  finished(stream, AsyncResource.bind((error) => observe('finished', [error, als.getStore()])));
});
als.run('end', () => setTimeout(() => stream.end('x'), 1));
