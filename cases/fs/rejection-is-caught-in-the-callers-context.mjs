/*---
id: fs/rejection-is-caught-in-the-callers-context
requires: [ALS-AWAIT-01, ALS-AWAIT-03]
about: a file promise that rejects is caught with the store, by await and by catch()
features: [fs]
expect:
  awaited: [ENOENT, A]
  caught: [ENOENT, B]
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
const als = new AsyncLocalStorage();
als.run('A', async () => {
  try {
    await readFile('no-such-file');
  } catch (error) {
    observe('awaited', [error.code, als.getStore()]);
  }
});
als.run('B', () => readFile('no-such-file').catch((error) => {
  observe('caught', [error.code, als.getStore()]);
}));
