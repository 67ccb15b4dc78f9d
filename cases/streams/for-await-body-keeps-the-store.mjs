/*---
id: streams/for-await-body-keeps-the-store
requires: [ALS-AWAIT-01]
about: the body of for await over a stream keeps the store, whoever pushes the chunks
features: [streams]
expect:
  chunk: {$each: [[one, A], [two, A]]}
  after: A
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
const als = new AsyncLocalStorage();
const stream = new Readable({ objectMode: true, read() {} });
als.run('A', async () => {
  for await (const chunk of stream) observe('chunk', [chunk, als.getStore()]);
  observe('after', als.getStore());
});
als.run('B', () => {
  stream.push('one');
  setTimeout(() => {
    stream.push('two');
    stream.push(null);
  }, 1);
});
