// An await of a native promise.
'use strict';
const { note, start } = require('./_trace.cjs');
start();
(async () => {
  const promise = Promise.resolve(1);
  await promise;
  note('rest');
})();
