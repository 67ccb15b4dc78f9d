// net.connect({ onread: { buffer, callback } }): bytes come into the program's own buffer, and a callback is told
// instead of 'data'. `buffer` may be a function that gives the next buffer each time.
'use strict';

const { Duplex } = require('stream');
const { types } = require('native:util');

/** What the socket keeps of its option, or null when it is none. */
function readIntoBuffer(socket, { buffer: given, callback }, startReading, failed) {
  const next = typeof given === 'function' ? given : null;
  if (typeof callback !== 'function' || (next === null && !types.isUint8Array(given))) return null;
  let buffer = next === null ? given : true;
  const isIdle = () => !socket.connecting && socket._handle && !socket._handle.reading;
  const stop = (handle) => {
    handle.reading = false;
    const errno = socket.destroyed ? 0 : handle.readStop();
    if (errno !== 0) failed(socket, errno, 'read');
  };
  const take = (handle) => {
    const made = next();
    if (!types.isUint8Array(made)) return;
    buffer = made;
    handle.readInto(made);
  };
  const methods = {
    pause() {
      if (!socket.connecting && socket._handle?.reading) stop(socket._handle);
      return Duplex.prototype.pause.call(this);
    },
    resume() {
      if (isIdle()) startReading(socket);
      return Duplex.prototype.resume.call(this);
    },
    read(size) {
      if (isIdle()) startReading(socket);
      return Duplex.prototype.read.call(this, size);
    },
  };
  for (const name of Object.keys(methods)) {
    Object.defineProperty(socket, name, { value: methods[name], writable: true, configurable: true });
  }
  return {
    attach(handle) {
      const { onread } = handle;
      handle.onread = function onreadInto(count) {
        if (count < 0) {
          onread.call(handle, count);
          return;
        }
        socket._unrefTimer();
        if (count === 0) return;
        const goesOn = callback.call(socket, count, buffer) !== false;
        if (next !== null) take(handle);
        if (!goesOn) stop(handle);
      };
      if (next !== null) take(handle);
      else handle.readInto(buffer);
    },
  };
}

module.exports = { readIntoBuffer };
