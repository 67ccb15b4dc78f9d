// A rejection that nobody handles, and a late handler.
'use strict';
const { note, start } = require('./_trace.cjs');
process.on('unhandledRejection', () => note('unhandled'));
process.on('rejectionHandled', () => note('handled'));
start();
const promise = Promise.reject(new Error());
setTimeout(() => promise.catch(() => note('catch')), 5);
