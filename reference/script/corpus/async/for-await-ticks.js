const log = [];
let p = Promise.resolve();
for (let i = 1; i <= 9; i++) p = p.then(() => log.push(i));
(async () => { for await (const x of [1, 2]) log.push('s' + x); log.push('s end'); })();
(async () => { async function* g() { yield 'a'; yield 'b'; } for await (const x of g()) log.push(x); log.push('g end'); })();
setTimeout(() => observe('log', log), 5);
