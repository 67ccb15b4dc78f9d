/*---
id: run/reaches-every-kind-of-timer
requires: [ALS-RUN-02]
about: timers, immediates, ticks and microtasks started inside run() see its store
expect:
  timeout: A
  interval: {$each: [A, A]}
  immediate: A
  tick: A
  microtask: A
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', () => {
  setTimeout(() => observe('timeout', als.getStore()), 1);
  let turns = 0;
  const interval = setInterval(() => {
    observe('interval', als.getStore());
    if (++turns === 2) clearInterval(interval);
  }, 1);
  setImmediate(() => observe('immediate', als.getStore()));
  process.nextTick(() => observe('tick', als.getStore()));
  queueMicrotask(() => observe('microtask', als.getStore()));
});
