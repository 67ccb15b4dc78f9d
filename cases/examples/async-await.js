/*---
id: examples/async-await
requires: [ALS-AWAIT-01, ALS-AWAIT-02]
about: the store is there in the callback of an awaited run() and in what it calls, and not outside
formats: [mjs, cjs]
expect:
  foo: {$text: 'Map{"key"=>42}'}
  deep: {$text: 'Map{"key"=>42}'}
  outside: undefined
  returned: {$text: undefined}
---*/
//@import { AsyncLocalStorage } from 'node:async_hooks'
const asyncLocalStorage = new AsyncLocalStorage();
const value = 42;
async function foo() {
  observe('foo', asyncLocalStorage.getStore());
  await new Promise((resolve) => setTimeout(resolve, 1));
  observe('deep', asyncLocalStorage.getStore());
}
//@block async-await
fn().then((result) => {
  observe('outside', asyncLocalStorage.getStore());
  observe('returned', result);
});
