/*---
id: async-resource/type-is-required
requires: [AR-NEW-01]
about: the type must be a string
features: [ids]
expect:
  missing: {$match: 'TypeError\[ERR_INVALID_ARG_TYPE\].*'}
  number: {$match: 'TypeError\[ERR_INVALID_ARG_TYPE\].*'}
---*/
const { AsyncResource } = require('node:async_hooks');
const attempt = (make) => { try { return make(); } catch (error) { return error; } };
observe('missing', attempt(() => new AsyncResource()));
observe('number', attempt(() => new AsyncResource(5)));
