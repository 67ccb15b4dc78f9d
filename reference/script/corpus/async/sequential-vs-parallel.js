const log = []; const job = async (n, ms) => { log.push('start ' + n); await new Promise((r) => setTimeout(r, ms)); log.push('end ' + n); return n; };
(async () => { await job(1, 2); await job(2, 2); log.push('|'); await Promise.all([job(3, 40), job(4, 2)]); observe('log', log); })();
