/*---
id: promise/thenable-is-called-in-the-awaiting-context
requires: [ALS-AWAIT-04]
about: a thenable's then() runs with the store of the function that awaits it
expect:
  then: A
  resumed: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
class Thenable {
  then(resolve) {
    observe('then', als.getStore());
    als.run('other', () => setTimeout(resolve, 1));
  }
}
als.run('A', async () => {
  await new Thenable();
  observe('resumed', als.getStore());
});
