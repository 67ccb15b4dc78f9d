/*---
id: async-resource/ids-are-unique-numbers
requires: [AR-ID-01]
about: asyncId() is a number of its own for every resource, the same at every call
features: [ids]
expect:
  number: true
  stable: true
  distinct: 3
---*/
const { AsyncResource } = require('node:async_hooks');
const resources = [new AsyncResource('A'), new AsyncResource('B'), new AsyncResource('B')];
observe('number', resources.every((r) => Number.isInteger(r.asyncId()) && r.asyncId() > 0));
observe('stable', resources[0].asyncId() === resources[0].asyncId());
observe('distinct', new Set(resources.map((r) => r.asyncId())).size);
