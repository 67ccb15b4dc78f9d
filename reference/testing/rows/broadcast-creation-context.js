/*---
node18: [maker]
frame: [maker]
about: a message of a BroadcastChannel is handled in the context in which the channel was made
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const { BroadcastChannel } = require('node:worker_threads');
const als = new AsyncLocalStorage();
const heard = als.run('maker', () => new BroadcastChannel('news'));
const said = new BroadcastChannel('news');
heard.onmessage = () => {
  observe('', als.getStore());
  heard.close();
  said.close();
};
als.run('poster', () => said.postMessage('hello'));
