// The ticks of streams: flowing, piping, ending.
'use strict';
const { Readable, Transform, Writable, pipeline } = require('node:stream');
const { note, start } = require('./_trace.cjs');
start();
const source = new Readable({ read() {} });
source.push('one');
source.on('data', () => note('data'));
source.on('close', () => {
  note('close');
  const upper = new Transform({ transform(chunk, encoding, done) { setImmediate(done, null, String(chunk).toUpperCase()); } });
  const sink = new Writable({ write(chunk, encoding, done) { note('write'); done(); } });
  pipeline(Readable.from(['a', 'b']), upper, sink, () => note('through'));
});
source.push(null);
