const log = [];
const i = setInterval((x) => { log.push(x); if (log.length === 3) { clearInterval(i); clearInterval(i); setTimeout(() => observe('log', log), 20); } }, 1, 'turn');
clearTimeout(setTimeout(() => log.push('never'), 5));
clearTimeout(undefined); clearTimeout('x'); clearImmediate(null);
