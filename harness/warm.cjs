// Runs case files again and again in one warm process: node harness/warm.cjs ROUNDS FILE...
// Prints the CPU time (user and system) per case. What BM_Cases measures on the reference.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const { createRequire } = require('node:module');

// An enabled instance makes every later resource dearer, for ever. Those of a case are disabled after it,
// so that a case costs what it costs in a process of its own.
const asyncHooks = require('node:async_hooks');
const made = [];
class AsyncLocalStorage extends asyncHooks.AsyncLocalStorage {
  constructor(...options) {
    super(...options);
    made.push(this);
  }
}
const patched = { ...asyncHooks, AsyncLocalStorage };
const requireFor = (file) => {
  const real = createRequire(file);
  return (name) => (name === 'node:async_hooks' ? patched : real(name));
};

const rounds = Number(process.argv[2]);
const names = ['exports', 'require', 'module', '__filename', '__dirname'];
const cases = process.argv.slice(3).map((file) => ({
  file,
  require: requireFor(file),
  start: vm.compileFunction(fs.readFileSync(file, 'utf8'), names, { filename: file }),
}));

let observations = 0;
globalThis.observe = () => { observations++; };

let done = 0;
let began;
// The end of a case is the drained loop, as for the reference.
process.on('beforeExit', () => {
  for (const instance of made.splice(0)) instance.disable();
  if (done === cases.length) began = process.cpuUsage();  // the first round only warms up
  if (done === cases.length * (rounds + 1)) {
    const used = process.cpuUsage(began);
    const runs = cases.length * rounds;
    console.log(`${runs} cases, ${((used.user + used.system) / runs).toFixed(2)} us of CPU per case, ` +
      `${observations} observations`);
    process.exit(observations > runs ? 0 : 1);
  }
  const one = cases[done++ % cases.length];
  const module = { exports: {} };
  one.start.call(module.exports, module.exports, one.require, module, one.file, path.dirname(one.file));
  setImmediate(() => {});  // a case may start nothing
});
