// An await of a thenable.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
(async () => {
  await { then(resolve) { note('then'); resolve(); } };
  note('rest');
})();
