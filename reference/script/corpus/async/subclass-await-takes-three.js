class P extends Promise {}
const log = [];
let p = Promise.resolve();
for (let i = 1; i <= 5; i++) p = p.then(() => log.push(i));
(async () => { await P.resolve(); log.push('subclass'); })();
setTimeout(() => observe('log', log), 5);
