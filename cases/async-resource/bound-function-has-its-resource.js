/*---
id: async-resource/bound-function-has-its-resource
requires: [AR-BIND-03, AR-SBIND-03]
about: the returned functions have an asyncResource property with the resource they are bound to
expect:
  own: true
  static: true
---*/
const { AsyncResource } = require('node:async_hooks');
const resource = new AsyncResource('T');
observe('own', resource.bind(() => {}).asyncResource === resource);
observe('static', AsyncResource.bind(() => {}).asyncResource instanceof AsyncResource);
