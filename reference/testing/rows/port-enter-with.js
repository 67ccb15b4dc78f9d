/*---
node18: [A, E0, E1]
frame: [A, A, A]
about: enterWith() in the handler of a port's message
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { MessageChannel } = require('node:worker_threads');
const als = new AsyncLocalStorage();
const { port1, port2 } = als.run('A', () => new MessageChannel());
port2.on('message', (number) => {
  observe('', als.getStore());
  als.enterWith(`E${number}`);
  if (number === 2) port2.close();
});
for (let i = 0; i < 3; i++) port1.postMessage(i);
