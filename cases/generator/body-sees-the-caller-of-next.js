/*---
id: generator/body-sees-the-caller-of-next
requires: [ALS-RUN-01]
about: "a generator is no asynchronous operation: its body sees whoever calls next()"
expect:
  first: A
  second: B
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
function* body() {
  observe('first', als.getStore());
  yield;
  observe('second', als.getStore());
}
const it = als.run('maker', () => body());
als.run('A', () => it.next());
als.run('B', () => it.next());
