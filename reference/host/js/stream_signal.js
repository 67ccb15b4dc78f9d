// addAbortSignal: a stream that is destroyed when a signal is aborted.
'use strict';

const { AbortError, invalidArgType } = require('./errors.js');
const { isNodeStream } = require('./stream_state.js');

function addAbortSignal(signal, stream) {
  if (typeof signal !== 'object' || signal === null || !('aborted' in signal)) {
    throw invalidArgType('signal', 'AbortSignal', signal);
  }
  if (!isNodeStream(stream)) throw invalidArgType('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  return watchSignal(signal, stream);
}

/** The same for an option, which is not checked. */
function watchSignal(signal, stream) {
  if (typeof signal !== 'object' || !('aborted' in signal)) return stream;
  const onAbort = () => {
    stream.destroy(new AbortError(undefined, { cause: signal.reason }));
  };
  if (signal.aborted) {
    onAbort();
  } else {
    signal.addEventListener('abort', onAbort);
    require('./stream_finished.js').finished(stream, () => signal.removeEventListener('abort', onAbort));
  }
  return stream;
}

module.exports = { addAbortSignal, watchSignal };
