const log = [];
setTimeout(() => {
  process.nextTick(() => { log.push('t1'); process.nextTick(() => log.push('t2')); queueMicrotask(() => log.push('m2')); });
  queueMicrotask(() => { log.push('m1'); process.nextTick(() => log.push('t3')); queueMicrotask(() => log.push('m3')); });
  Promise.resolve().then(() => log.push('p1')).then(() => log.push('p2'));
  log.push('cb');
}, 1);
setTimeout(() => observe('log', log), 20);
