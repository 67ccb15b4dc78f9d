// node:worker_threads.
'use strict';

const { refuse } = require('native:host');
const { markAsUntransferable } = require('native:messaging');
const { self } = require('native:worker');
const { BroadcastChannel } = require('./broadcast_channel.js');
const { MessageChannel, MessagePort, receiveMessageOnPort } = require('./message_port.js');
const { SHARE_ENV, Worker, environmentData, kLimits } = require('./worker.js');

// What a worker is told of limits it was not given.
const kDefaultLimits = [48, 4096, 0, 4];

const own = self();
const shown = own === undefined ? {} : Object.fromEntries(
  kLimits.map((key, i) => [key, own.resourceLimits[i] < 0 ? kDefaultLimits[i] : own.resourceLimits[i]]));
if (own !== undefined) for (const [key, value] of own.data.environmentData) environmentData.set(key, value);

module.exports = {
  isMainThread: own === undefined,
  MessagePort,
  MessageChannel,
  markAsUntransferable(object) { markAsUntransferable(object); },
  moveMessagePortToContext() { refuse('worker_threads.moveMessagePortToContext'); },
  receiveMessageOnPort,
  resourceLimits: shown,
  threadId: own === undefined ? 0 : own.threadId,
  SHARE_ENV,
  Worker,
  parentPort: own === undefined ? null : own.port,
  workerData: own === undefined ? null : own.data.workerData,
  BroadcastChannel,
  setEnvironmentData(key, value) {
    if (value === undefined) environmentData.delete(key);
    else environmentData.set(key, value);
  },
  getEnvironmentData(key) { return environmentData.get(key); },
};
