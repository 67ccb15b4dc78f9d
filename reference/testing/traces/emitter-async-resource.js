// EventEmitterAsyncResource.
'use strict';
const { note, start } = require('./_trace.cjs');
const { EventEmitterAsyncResource } = require('node:events');
start();
const emitter = new EventEmitterAsyncResource({ name: 'Q', requireManualDestroy: true });
emitter.on('x', () => note('listener'));
emitter.emit('x');
emitter.emitDestroy();
