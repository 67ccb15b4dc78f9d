// Hooks enabled inside a callback see the rest.
'use strict';
const { note, start } = require('./_trace.cjs');
setTimeout(() => {
  start();
  note('callback');
  setImmediate(() => note('immediate'));
}, 1);
