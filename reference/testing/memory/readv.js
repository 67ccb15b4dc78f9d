// Reads into views that the program no longer refers to, while the thread pool has other things to do. What is made
// meanwhile must not lie where the bytes arrive.
'use strict';
const { pbkdf2 } = require('crypto');
const { openSync, readv } = require('fs');

const made = [];
const timer = setInterval(() => {
  for (let i = 0; i < 50; i++) made.push(Buffer.alloc(16, 7));
}, 1);
for (let i = 0; i < 4; i++) pbkdf2('password', 'salt', 200000, 64, 'sha512', () => {});
const views = Array.from({ length: 6 }, () => Buffer.alloc(16));
readv(openSync(__filename, 'r'), views, 0, (error, count) => {
  clearInterval(timer);
  console.log(error, count, made.length > 100, made.every((bytes) => bytes.every((byte) => byte === 7)));
});
views.length = 0;
