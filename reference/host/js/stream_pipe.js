// The methods pipe and unpipe of Readable.
'use strict';

const { errorOrDestroy } = require('./stream_destroy.js');
const { prependListener } = require('./stream_legacy.js');

/** Sends all chunks of `source` to `target`, pausing while the target is full. */
function pipe(target, options) {
  const source = this;
  const state = this._readableState;
  if (state.pipes.length === 1 && !state.multiAwaitDrain) {
    state.multiAwaitDrain = true;
    state.awaitDrainWriters = new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(target);
  const endsTarget = (!options || options.end !== false) && !target._isStdio;
  const onSourceEnd = endsTarget ? endTarget : disconnect;
  if (state.endEmitted) process.nextTick(onSourceEnd);
  else source.once('end', onSourceEnd);
  let onDrain;
  let cleanedUp = false;

  function endTarget() {
    target.end();
  }
  function disconnect() {
    source.unpipe(target);
  }
  function onUnpipe(from, info) {
    if (from !== source || !info || info.hasUnpiped !== false) return;
    info.hasUnpiped = true;
    cleanUp();
  }
  function cleanUp() {
    target.removeListener('close', onClose);
    target.removeListener('finish', onFinish);
    if (onDrain) target.removeListener('drain', onDrain);
    target.removeListener('error', onError);
    target.removeListener('unpipe', onUnpipe);
    source.removeListener('end', endTarget);
    source.removeListener('end', disconnect);
    source.removeListener('data', onData);
    cleanedUp = true;
    // Nobody else will wake the source for this target.
    const writing = target._writableState;
    if (onDrain && state.awaitDrainWriters && (!writing || writing.needDrain)) onDrain();
  }
  function pauseSource() {
    if (!cleanedUp) {
      if (state.pipes.length === 1 && state.pipes[0] === target) {
        state.awaitDrainWriters = target;
        state.multiAwaitDrain = false;
      } else if (state.pipes.length > 1 && state.pipes.includes(target)) {
        state.awaitDrainWriters.add(target);
      }
      source.pause();
    }
    if (!onDrain) {
      onDrain = drained;
      target.on('drain', onDrain);
    }
  }
  function drained() {
    if (state.awaitDrainWriters === target) state.awaitDrainWriters = null;
    else if (state.multiAwaitDrain) state.awaitDrainWriters.delete(target);
    const waiting = state.awaitDrainWriters;
    if ((!waiting || waiting.size === 0) && source.listenerCount('data')) source.resume();
  }
  function onData(chunk) {
    if (target.write(chunk) === false) pauseSource();
  }
  function onError(error) {
    disconnect();
    target.removeListener('error', onError);
    if (target.listenerCount('error') > 0) return;
    const side = target._writableState || target._readableState;
    if (side && !side.errorEmitted) errorOrDestroy(target, error);
    else target.emit('error', error);
  }
  function onClose() {
    target.removeListener('finish', onFinish);
    disconnect();
  }
  function onFinish() {
    target.removeListener('close', onClose);
    disconnect();
  }

  target.on('unpipe', onUnpipe);
  source.on('data', onData);
  prependListener(target, 'error', onError);
  target.once('close', onClose);
  target.once('finish', onFinish);
  target.emit('pipe', source);
  if (target.writableNeedDrain === true) pauseSource();
  else if (!state.flowing) source.resume();
  return target;
}

/** Takes one target away, or all. */
function unpipe(target) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  if (!target) {
    const targets = state.pipes;
    state.pipes = [];
    this.pause();
    for (const each of targets) each.emit('unpipe', this, { hasUnpiped: false });
    return this;
  }
  const index = state.pipes.indexOf(target);
  if (index === -1) return this;
  state.pipes.splice(index, 1);
  if (state.pipes.length === 0) this.pause();
  target.emit('unpipe', this, { hasUnpiped: false });
  return this;
}

module.exports = { pipe, unpipe };
