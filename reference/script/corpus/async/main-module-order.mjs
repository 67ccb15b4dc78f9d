const log = [];
process.nextTick(() => log.push('tick'));
queueMicrotask(() => log.push('micro'));
setImmediate(() => log.push('immediate'));
log.push('sync');
await null;
log.push('after await');
setTimeout(() => observe('log', log), 20);
