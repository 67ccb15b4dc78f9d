/*---
id: async-resource/subclass-carries-its-context
requires: [AR-NEW-02]
about: a class that extends AsyncResource keeps the context of its construction
expect:
  inside: made
  instance: true
---*/
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
class Task extends AsyncResource {
  constructor(callback) { super('Task'); this.callback = callback; }
  done() { this.runInAsyncScope(this.callback, this); }
}
const task = als.run('made', () => new Task(function() {
  observe('inside', als.getStore());
  observe('instance', this instanceof AsyncResource);
}));
als.run('other', () => task.done());
