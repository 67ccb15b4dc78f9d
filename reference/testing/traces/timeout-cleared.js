// A timeout that is cleared.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
clearTimeout(setTimeout(() => {}, 1));
