// `for await` over a readable stream.
'use strict';

const { destroyAny } = require('./stream_destroy.js');
const { combined } = require('./stream_errors.js');
const { finished } = require('./stream_finished.js');

function ignore() {}

function iterate(source, options) {
  const stream = typeof source.read === 'function' ? source : require('stream').Readable.wrap(source, { objectMode: true });
  const iterator = chunksOf(stream, options);
  iterator.stream = stream;
  return iterator;
}

async function* chunksOf(stream, options) {
  let wake = ignore;
  // Listens to 'readable', and starts a wait when it is the executor of a promise.
  function next(resolve) {
    if (this === stream) {
      wake();
      wake = ignore;
    } else {
      wake = resolve;
    }
  }
  stream.on('readable', next);
  let error; // null: the stream is over
  const stopListening = finished(stream, { writable: false }, (reason) => {
    error = reason ? combined(error, reason) : null;
    wake();
    wake = ignore;
  });
  try {
    while (true) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (error) throw error;
      else if (error === null) return;
      else await new Promise(next);
    }
  } catch (reason) {
    error = combined(error, reason);
    throw error;
  } finally {
    if ((error || options?.destroyOnReturn !== false) && (error === undefined || stream._readableState.autoDestroy)) {
      destroyAny(stream, null);
    } else {
      stream.off('readable', next);
      stopListening();
    }
  }
}

module.exports = { iterate };
