/*---
id: streams/concurrent-pipelines-do-not-mix
requires: [ALS-RUN-02, ALS-RUN-08]
about: two pipelines at once, each inside its own run(), never see the store of the other
features: [streams]
expect:
  A: {$each: [A, A]}
  B: {$each: [B, B]}
  done-A: A
  done-B: B
  outside: {$each: [undefined, undefined]}
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { pipeline, Readable, Writable } = require('node:stream');
const als = new AsyncLocalStorage();
for (const name of ['A', 'B']) {
  als.run(name, () => {
    const sink = new Writable({
      objectMode: true,
      write(chunk, encoding, done) {
        observe(name, als.getStore());
        setTimeout(done, 1);
      },
    });
    pipeline(Readable.from([1, 2]), sink, () => observe('done-' + name, als.getStore()));
  });
  observe('outside', als.getStore());
}
