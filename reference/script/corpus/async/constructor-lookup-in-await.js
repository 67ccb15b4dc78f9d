const log = [];
const p = Promise.resolve(1);
Object.defineProperty(p, 'constructor', { get() { log.push('constructor'); return Promise; } });
(async () => { log.push(await p); observe('log', log); })();
