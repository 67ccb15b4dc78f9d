/*---
id: generator/async-generator-sees-the-idle-caller-of-next
requires: [ALS-AWAIT-01]
about: an idle async generator continues in the context of the next() call that wakes it
expect:
  first: A
  after-await: A
  second: B
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
async function* body() {
  observe('first', als.getStore());
  await null;
  observe('after-await', als.getStore());
  yield 1;
  observe('second', als.getStore());
}
const it = body();
als.run('A', () => it.next()).then(() => als.run('B', () => it.next()));
