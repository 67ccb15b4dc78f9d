// for await over an async generator that yields once.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
async function* g() {
  note('g1');
  yield 1;
  note('g2');
}
(async () => {
  for await (const x of g()) note('body');
  note('end');
})();
