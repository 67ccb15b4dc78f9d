/*---
id: streams/exit-hides-the-store-from-a-stream
requires: [ALS-EXIT-02]
about: a stream made, fed and read inside exit() has no store in its events
features: [streams]
expect:
  data: undefined
  end: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { Readable } = require('node:stream');
const als = new AsyncLocalStorage();
als.run('A', () => als.exit(() => {
  const stream = Readable.from(['x']);
  stream.on('data', () => observe('data', als.getStore()));
  stream.on('end', () => observe('end', als.getStore()));
}));
