/*---
id: run/deep-nesting-unwinds-level-by-level
requires: [ALS-RUN-07]
about: a thousand nested runs each see their own store on the way in and on the way out
expect:
  wrong: 0
  outside: undefined
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
let wrong = 0;
function nest(depth) {
  als.run(depth, () => {
    if (als.getStore() !== depth) wrong++;
    if (depth < 1000) nest(depth + 1);
    if (als.getStore() !== depth) wrong++;
  });
}
nest(1);
observe('wrong', wrong);
observe('outside', als.getStore());
