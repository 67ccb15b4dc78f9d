// One timeout.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
setTimeout(() => note('callback'), 1);
