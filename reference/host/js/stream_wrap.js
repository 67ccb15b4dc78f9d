// Readable.prototype.wrap: an old stream, which only emits, as the source of a Readable.
'use strict';

const { errorOrDestroy } = require('./stream_destroy.js');

function wrap(readable, old) {
  let paused = false;
  old.on('data', (chunk) => {
    if (!readable.push(chunk) && old.pause) {
      paused = true;
      old.pause();
    }
  });
  old.on('end', () => readable.push(null));
  old.on('error', (error) => errorOrDestroy(readable, error));
  old.on('close', () => readable.destroy());
  old.on('destroy', () => readable.destroy());
  readable._read = () => {
    if (!paused || !old.resume) return;
    paused = false;
    old.resume();
  };
  // Everything else the old stream can do is done by it.
  for (const key of Object.keys(old)) {
    if (readable[key] === undefined && typeof old[key] === 'function') readable[key] = old[key].bind(old);
  }
  return readable;
}

module.exports = { wrap };
