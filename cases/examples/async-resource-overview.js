/*---
id: examples/async-resource-overview
requires: [AR-NEW-01, AR-SCOPE-01, AR-SCOPE-02, AR-ID-01, AR-TRIGGER-01]
about: the life of an AsyncResource, once, in the order the overview gives
formats: [mjs, cjs]
features: [ids]
expect:
  receiver: {me: 1}
  arguments: [1, 2]
  inside: true
  outside: true
  trigger: true
---*/
//@import { executionAsyncId as currentId } from 'node:async_hooks'
const type = 'EXAMPLE';
const thisArg = { me: 1 };
const args = [1, 2];
const before = currentId();
let inside;
function fn(...received) {
  observe('receiver', this);
  observe('arguments', received);
  inside = currentId();
}
//@block async-resource-overview
observe('inside', inside === asyncResource.asyncId());
observe('outside', currentId() === before);
observe('trigger', asyncResource.triggerAsyncId() === before);
