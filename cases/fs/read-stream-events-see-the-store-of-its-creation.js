/*---
id: fs/read-stream-events-see-the-store-of-its-creation
requires: [ALS-RUN-02]
about: a read stream made and listened to inside run() emits its events with the store
features: [fs, streams]
expect:
  open: A
  data: A
  end: A
  close: A
order: [[open, data], [data, end], [end, close]]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const als = new AsyncLocalStorage();
als.run('A', () => {
  const stream = fs.createReadStream(__filename, { end: 9 });
  stream.on('open', () => observe('open', als.getStore()));
  stream.on('data', () => observe('data', als.getStore()));
  stream.on('end', () => observe('end', als.getStore()));
  stream.on('close', () => observe('close', als.getStore()));
});
