/*---
id: run/receiver-of-the-callback-is-null
requires: [ALS-RUN-09]
about: the callback is called, not as a method of the instance
expect:
  instance: false
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run('A', function() {
  'use strict';
  observe('instance', this === als);
});
