/*---
about: "unprimed sibling async functions; one enters L after its await (r03)"
node18: [L, L, L]
frame: [L, undefined, undefined]
---*/
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
async function a() { await null; als.enterWith('L'); observe('', als.getStore()); await null; }
async function b() { await null; observe('', als.getStore()); await null; observe('', als.getStore()); }
a();
b();
