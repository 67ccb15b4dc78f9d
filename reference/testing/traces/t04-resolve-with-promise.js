// A promise resolved with a native promise.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
new Promise((resolve) => resolve(Promise.resolve(1))).then(() => note('reaction'));
