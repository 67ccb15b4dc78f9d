const log = [];
const thenable = { then(resolve, reject) { log.push('then called'); resolve('v'); reject('ignored'); throw 'ignored'; } };
Promise.resolve(thenable).then((v) => log.push(v));
log.push('sync');
Promise.resolve().then(() => log.push('tick 1')).then(() => log.push('tick 2'));
setTimeout(() => observe('log', log), 5);
