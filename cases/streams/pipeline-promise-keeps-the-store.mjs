/*---
id: streams/pipeline-promise-keeps-the-store
requires: [ALS-AWAIT-01]
about: awaiting pipeline() keeps the store; so does a pipeline that fails
features: [streams]
expect:
  done: A
  failed: [broken, A]
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { PassThrough, Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
const als = new AsyncLocalStorage();
const sink = () => new Writable({ objectMode: true, write(chunk, encoding, done) { done(); } });
als.run('A', async () => {
  await pipeline(Readable.from(['x', 'y']), new PassThrough({ objectMode: true }), sink());
  observe('done', als.getStore());
  try {
    const broken = new Writable({ objectMode: true, write(chunk, encoding, done) { done(new Error('broken')); } });
    await pipeline(Readable.from(['x']), broken);
  } catch (error) {
    observe('failed', [error.message, als.getStore()]);
  }
});
