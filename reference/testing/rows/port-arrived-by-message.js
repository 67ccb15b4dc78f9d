/*---
about: "a port that arrives with a message is made in no context, wherever it was made, posted and listened to"
node18: [A, undefined]
frame: [A, undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { MessageChannel } = require('node:worker_threads');
const als = new AsyncLocalStorage();
const { port1, port2 } = als.run('A', () => new MessageChannel());
const moved = als.run('B', () => new MessageChannel());
port2.on('message', (port) => {
  observe('', als.getStore());
  als.run('C', () => port.on('message', () => {
    observe('', als.getStore());
    port.close();
    port2.close();
  }));
  moved.port2.postMessage('hello');
});
als.run('D', () => port1.postMessage(moved.port1, [moved.port1]));
