// A timeout refreshed before firing, inside its callback, and after it fired.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
let times = 0;
const timer = setTimeout(() => { note('fired'); if (++times === 1) timer.refresh(); }, 1);
timer.refresh();
setTimeout(() => { timer.refresh(); }, 50);
