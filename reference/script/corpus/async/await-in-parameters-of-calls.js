const log = []; const f = (...a) => log.push(a.join()); const v = async (x) => { log.push('v' + x); return x; }; (async () => { f(await v(1), log.push('mid'), await v(2)); observe('log', log); })();
