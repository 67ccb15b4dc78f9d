// A source that pushes later, at once, and from a timer; how often _read is called.
const { Readable } = require('stream');
const { after, turns, log, watch, marks, state } = require('./_log.cjs');
for (const [name, later] of [['tick', process.nextTick], ['immediate', setImmediate], ['timer', (f) => after(2, f)], ['micro', queueMicrotask], ['sync', (f) => f()]]) {
  let n = 0;
  const r = new Readable({ highWaterMark: 2, read() { log(name, '_read', n); later(() => { log(name, 'push', n, this.push(n++ < 3 ? 'x' : null)); }); } });
  watch(r, name, ['end', 'close', 'resume']);
  after(20 * ['tick', 'immediate', 'timer', 'micro', 'sync'].indexOf(name) + 1, () => { r.on('data', (chunk) => log(name, 'data', chunk, r._readableState.length)); });
}
