/*---
about: callbacks of finished() called in A, called nowhere, and of pipeline() called in A; B ends the streams
node18: [B, B, B]
frame: [A, undefined, A]
---*/
const { PassThrough, Readable, finished, pipeline } = require('node:stream');
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const show = () => observe('', als.getStore());
const inA = new PassThrough();
const nowhere = new PassThrough();
const source = new Readable({ read() {} });
als.run('A', () => finished(inA, show));
finished(nowhere, show);
als.run('A', () => pipeline(source, new PassThrough().resume(), show));
const turn = (then) => setImmediate(() => setImmediate(then));
turn(() => {
  als.run('B', () => inA.resume().end());
  turn(() => {
    als.run('B', () => nowhere.resume().end());
    turn(() => als.run('B', () => source.push(null)));
  });
});
