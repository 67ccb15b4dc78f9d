// Queued next() calls of an async generator.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
async function* g() {
  note('body');
  yield 1;
  note('again');
  return 2;
}
const it = g();
it.next().then(() => note('one'));
it.next().then(() => note('two'));
