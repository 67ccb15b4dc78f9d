const log = [];
setImmediate(() => { log.push('a'); setImmediate(() => log.push('c')); process.nextTick(() => log.push('tick a')); });
setImmediate(() => { log.push('b'); });
setTimeout(() => observe('log', log), 30);
