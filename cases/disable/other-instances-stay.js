/*---
id: disable/other-instances-stay
requires: [ALS-NEW-01, ALS-DISABLE-01]
about: disabling one instance leaves another's stores alone
expect:
  disabled: undefined
  other: O
  timer: O
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
other.run('O', () => als.run('A', () => {
  als.disable();
  observe('disabled', als.getStore());
  observe('other', other.getStore());
  setTimeout(() => observe('timer', other.getStore()), 1);
}));
