/*---
id: worker/channels-do-not-share-stores
requires: [ALS-NEW-01, ALS-RUN-08]
about: two channels made in two contexts of one instance keep them apart, however their messages interleave
features: [worker-threads]
expect:
  red: {$each: [[0, red, undefined], [1, red, undefined], [2, red, undefined]]}
  blue: {$each: [[0, blue, undefined], [1, blue, undefined], [2, blue, undefined]]}
  outside: undefined
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { MessageChannel } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
const senders = ['red', 'blue'].map((name) => storage.run(name, () => {
  const { port1, port2 } = new MessageChannel();
  port2.on('message', (number) => {
    observe(name, [number, storage.getStore(), other.getStore()]);
    if (number === 2) port2.close();
  });
  return port1;
}));
observe('outside', storage.getStore());
for (let i = 0; i < 3; i++) for (const sender of senders) sender.postMessage(i);
