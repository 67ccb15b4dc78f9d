// An interval that clears itself on its second turn.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
let turns = 0;
const interval = setInterval(() => { note('turn'); if (++turns === 2) clearInterval(interval); }, 1);
