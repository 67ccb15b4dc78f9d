const log = [];
setTimeout(() => log.push('first 1'), 1);
setTimeout(() => log.push('second 0'), 0);
setTimeout(() => log.push('third 1'), 1);
setTimeout((...a) => log.push(a), 1, 'with', 'args');
setTimeout(() => observe('log', log), 30);
