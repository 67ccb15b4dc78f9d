// node:worker_threads. Most threads of a program use little of it: each export is made when somebody first asks for it.
'use strict';

const { lazyExports, refuse } = require('native:host');

// What depends on the thread is asked for late: the rest is the same in all of them.
const own = () => require('./own_thread.js').own;
const environmentData = () => require('./own_thread.js').environmentData;

// What a worker is told of limits it was not given.
const kDefaultLimits = [48, 4096, 0, 4];

function showLimits() {
  if (own() === undefined) return {};
  const { kLimits } = require('./worker.js');
  return Object.fromEntries(
    kLimits.map((key, i) => [key, own().resourceLimits[i] < 0 ? kDefaultLimits[i] : own().resourceLimits[i]]));
}

const functions = {
  markAsUntransferable(object) { require('native:messaging').markAsUntransferable(object); },
  moveMessagePortToContext() { refuse('worker_threads.moveMessagePortToContext'); },
  setEnvironmentData(key, value) {
    if (value === undefined) environmentData().delete(key);
    else environmentData().set(key, value);
  },
  getEnvironmentData(key) { return environmentData().get(key); },
};

module.exports = lazyExports({
  isMainThread: () => own() === undefined,
  MessagePort: () => require('./message_port.js').MessagePort,
  MessageChannel: () => require('./message_port.js').MessageChannel,
  markAsUntransferable: () => functions.markAsUntransferable,
  moveMessagePortToContext: () => functions.moveMessagePortToContext,
  receiveMessageOnPort: () => require('./message_port.js').receiveMessageOnPort,
  resourceLimits: showLimits,
  threadId: () => own()?.threadId ?? 0,
  SHARE_ENV: () => require('./worker.js').SHARE_ENV,
  Worker: () => require('./worker.js').Worker,
  parentPort: () => own()?.port ?? null,
  workerData: () => (own() === undefined ? null : own().data.workerData),
  BroadcastChannel: () => require('./broadcast_channel.js').BroadcastChannel,
  setEnvironmentData: () => functions.setEnvironmentData,
  getEnvironmentData: () => functions.getEnvironmentData,
});
