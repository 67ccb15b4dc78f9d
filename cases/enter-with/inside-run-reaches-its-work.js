/*---
id: enter-with/inside-run-reaches-its-work
requires: [ALS-ENTER-01, ALS-RUN-02]
about: work started after enterWith() inside run() keeps its store; whether it outlives run(), the document says both
expect:
  inside: E
  outside: {$any: [undefined, E]}
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
