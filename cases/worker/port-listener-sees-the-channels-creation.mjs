/*---
id: worker/port-listener-sees-the-channels-creation
requires: [ALS-RUN-02]
about: messages of a channel made in run() are handled with its store, not with the poster's
features: [worker-threads]
expect:
  message: {$each: [[1, maker], [2, maker]]}
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { MessageChannel } from 'node:worker_threads';
const storage = new AsyncLocalStorage();
const { port1, port2 } = storage.run('maker', () => {
  const channel = new MessageChannel();
  channel.port2.on('message', (number) => {
    observe('message', [number, storage.getStore()]);
    if (number === 2) channel.port2.close();
  });
  return channel;
});
port1.postMessage(1);
storage.run('poster', () => port1.postMessage(2));
