/*---
id: worker/listener-added-elsewhere-sees-the-channels-creation
requires: [ALS-RUN-02]
about: messages of a channel made in run() are handled with its store, wherever the listener was added
features: [worker-threads]
expect:
  message: maker
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { MessageChannel } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
const { port1, port2 } = storage.run('maker', () => new MessageChannel());
storage.run('listener', () => port2.on('message', () => {
  observe('message', storage.getStore());
  port2.close();
}));
port1.postMessage(1);
