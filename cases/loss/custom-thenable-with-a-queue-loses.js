/*---
id: loss/custom-thenable-with-a-queue-loses
requires: [LOSS-THENABLE-01]
about: a callback called by foreign work sees the foreign context; binding it with AsyncResource helps
expect:
  lost: worker
  kept: A
  scoped: A
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const queue = [];
als.run('worker', () => setInterval(function work() {
  for (const job of queue.splice(0)) job();
  clearInterval(this);
}, 1));
als.run('A', () => {
  const resource = new AsyncResource('Job');
  queue.push(() => observe('lost', als.getStore()));
  queue.push(AsyncResource.bind(() => observe('kept', als.getStore())));
  queue.push(() => resource.runInAsyncScope(() => observe('scoped', als.getStore())));
});
