const log = [];
process.nextTick(() => log.push('tick'));
queueMicrotask(() => log.push('micro'));
Promise.resolve().then(() => log.push('then'));
(async () => { await null; log.push('await'); })();
log.push('sync');
setTimeout(() => observe('log', log), 20);
