/*---
id: fs/nested-callbacks-keep-the-store
requires: [ALS-RUN-02]
about: open, fstat, read and close, each called in the callback before, see the store of the first
features: [fs]
expect:
  open: A
  fstat: A
  read: A
  close: A
order: [[open, fstat], [fstat, read], [read, close]]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const als = new AsyncLocalStorage();
als.run('A', () => fs.open(__filename, 'r', (error, fd) => {
  observe('open', als.getStore());
  fs.fstat(fd, () => {
    observe('fstat', als.getStore());
    fs.read(fd, Buffer.alloc(16), 0, 16, 0, () => {
      observe('read', als.getStore());
      fs.close(fd, () => observe('close', als.getStore()));
    });
  });
}));
