const log = [];
setTimeout(() => {
  setImmediate(() => log.push('immediate'));
  setTimeout(() => log.push('timeout'), 0);
  process.nextTick(() => log.push('tick'));
}, 1);
setTimeout(() => observe('log', log), 30);
