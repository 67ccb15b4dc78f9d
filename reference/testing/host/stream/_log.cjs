// Logs every event of streams, with ticks, microtasks and immediates in between as marks of order.
const events = ['pause', 'resume', 'readable', 'end', 'close', 'error', 'drain', 'prefinish', 'finish', 'pipe', 'unpipe'];
const lines = [];
const log = (...words) => console.log(words.map((word) => (word instanceof Error ? `${word.name}[${word.code}] ${word.message}` : typeof word === 'string' ? word : Buffer.isBuffer(word) ? `<${word}>` : JSON.stringify(word))).join(' '));
const watch = (stream, name, only = events) => {
  for (const event of only) stream.on(event, (value) => log(name, event, ...(event === 'error' ? [value] : [])));
  return stream;
};
/** Marks the next ticks, microtasks and immediates. */
const marks = (name, count = 4) => {
  let n = 0;
  const tick = () => { if (n++ < count) { log(`-- ${name} tick ${n}`); process.nextTick(tick); } };
  process.nextTick(tick);
  setImmediate(() => log(`-- ${name} immediate`));
};
const state = (stream) => {
  const r = stream._readableState;
  const w = stream._writableState;
  return [r && [r.flowing, r.length, r.ended, r.endEmitted, r.reading, r.needReadable, r.emittedReadable, r.readableListening, r.destroyed, r.closed, stream.readable, stream.readableDidRead, stream.readableAborted],
          w && [w.length, w.writing, w.corked, w.ending, w.ended, w.finished, w.destroyed, w.needDrain, w.closed, stream.writable, w.bufferedRequestCount]];
};
/** Calls `f` after `n` turns of the loop; timers would make the order depend on how fast the machine is. */
const after = (n, f, ...args) => setImmediate(() => (n > 1 ? after(n - 1, f, ...args) : f(...args)));
const turns = (n) => new Promise((resolve) => { after(n, resolve); });
module.exports = { after, turns, log, watch, marks, state, events };
