// Work of the thread pool: random bytes, a derived key.
'use strict';
const crypto = require('node:crypto');
const { note, start } = require('./_trace.cjs');
start();
crypto.randomBytes(4, () => {
  note('random');
  process.nextTick(() => note('tick'));
  crypto.pbkdf2('password', 'salt', 1, 8, 'sha1', () => note('derived'));
});
