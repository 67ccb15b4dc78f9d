/*---
id: events/event-target-dispatches-in-the-callers-context
requires: [EE-EMIT-01]
about: dispatchEvent() and abort() call their listeners in place
expect:
  event: dispatch
  abort: abort
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const target = new EventTarget();
const controller = new AbortController();
als.run('register', () => {
  target.addEventListener('event', () => observe('event', als.getStore()));
  controller.signal.addEventListener('abort', () => observe('abort', als.getStore()));
});
als.run('dispatch', () => target.dispatchEvent(new Event('event')));
als.run('abort', () => controller.abort());
