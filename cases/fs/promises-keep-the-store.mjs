/*---
id: fs/promises-keep-the-store
requires: [ALS-AWAIT-01, ALS-AWAIT-02]
about: the store stays across every await of a file operation, and is not brought outside
features: [fs]
expect:
  stat: A
  opened: A
  read: A
  closed: A
  outside: undefined
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { open, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
const als = new AsyncLocalStorage();
const path = fileURLToPath(import.meta.url);
await als.run('A', async () => {
  await stat(path);
  observe('stat', als.getStore());
  const file = await open(path, 'r');
  observe('opened', als.getStore());
  await file.readFile();
  observe('read', als.getStore());
  await file.close();
  observe('closed', als.getStore());
});
observe('outside', als.getStore());
