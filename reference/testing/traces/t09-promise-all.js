// Promise.all of a promise and a value.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
Promise.all([Promise.resolve(1), 2]).then(() => note('reaction'));
