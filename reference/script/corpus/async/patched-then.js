const log = [];
const p = Promise.resolve('v');
p.then = function(...args) { log.push('patched'); return Promise.prototype.then.apply(this, args); };
(async () => {
  await p; log.push('await');
  await Promise.all([p]); log.push('all');
  await (async () => p)(); log.push('return');
  observe('log', log);
})();
