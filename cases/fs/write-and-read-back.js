/*---
id: fs/write-and-read-back
requires: [ALS-RUN-02]
about: writing, reading back and removing a file; every callback sees the store and its own results
features: [fs]
expect:
  made: A
  written: A
  read: [hello, A]
  renamed: A
  removed: A
order: [[made, written], [written, read], [read, renamed], [renamed, removed]]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const als = new AsyncLocalStorage();
als.run('A', () => fs.mkdtemp(path.join(os.tmpdir(), 'actx-'), (error, folder) => {
  observe('made', als.getStore());
  const first = path.join(folder, 'first');
  const second = path.join(folder, 'second');
  fs.writeFile(first, 'hello', () => {
    observe('written', als.getStore());
    fs.readFile(first, 'utf8', (error, text) => {
      observe('read', [text, als.getStore()]);
      fs.rename(first, second, () => {
        observe('renamed', als.getStore());
        fs.unlink(second, () => fs.rmdir(folder, () => observe('removed', als.getStore())));
      });
    });
  });
}));
