/*---
id: streams/pipeline-callback-sees-the-store
requires: [ALS-RUN-02]
about: a pipeline built and run inside run() calls back with the store, and so do its stages
features: [streams]
expect:
  transform: {$each: [[x, A], [y, A]]}
  write: {$each: [[X, A], [Y, A]]}
  callback: [undefined, A]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { pipeline, Readable, Transform, Writable } = require('node:stream');
const als = new AsyncLocalStorage();
als.run('A', () => {
  const upper = new Transform({
    objectMode: true,
    transform(chunk, encoding, done) {
      observe('transform', [chunk, als.getStore()]);
      done(null, chunk.toUpperCase());
    },
  });
  const sink = new Writable({
    objectMode: true,
    write(chunk, encoding, done) {
      observe('write', [chunk, als.getStore()]);
      setImmediate(done);
    },
  });
  pipeline(Readable.from(['x', 'y']), upper, sink, (error) => {
    observe('callback', [error, als.getStore()]);
  });
});
