// then, catch and finally on settled promises.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
Promise.resolve(1).then((x) => note('then')).finally(() => note('finally')).catch(() => note('catch'));
