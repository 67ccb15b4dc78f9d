// Two awaits of plain values.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
(async () => {
  note('start');
  await 1;
  note('first');
  await 2;
  note('second');
})();
