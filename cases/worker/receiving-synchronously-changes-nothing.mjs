/*---
id: worker/receiving-synchronously-changes-nothing
requires: [ALS-GET-01, ALS-RUN-01]
about: receiveMessageOnPort() is a synchronous call; the store stays the caller's
features: [worker-threads]
expect:
  received: [{a: 1}, reader]
  nothing: [true, reader]
  outside: [true, undefined]
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
const { port1, port2 } = storage.run('maker', () => new MessageChannel());
storage.run('poster', () => port1.postMessage({ a: 1 }));
storage.run('reader', () => {
  observe('received', [receiveMessageOnPort(port2).message, storage.getStore()]);
  observe('nothing', [receiveMessageOnPort(port2) === undefined, storage.getStore()]);
});
observe('outside', [receiveMessageOnPort(port2) === undefined, storage.getStore()]);
port1.close();
