/*---
id: enter-with/inside-run-ends-with-run
requires: [ALS-ENTER-01, ALS-RUN-02]
about: run() takes back what was entered inside it; work started inside keeps it
expect:
  inside: E
  outside: undefined
  timer: E
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  als.enterWith('E');
  observe('inside', als.getStore());
  setTimeout(() => observe('timer', als.getStore()), 1);
});
observe('outside', als.getStore());
