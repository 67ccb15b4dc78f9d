const fail = async (m) => { await null; throw new Error(m); };
(async () => {
  const log = [];
  const f = async () => { try { await fail('a'); } catch (e) { log.push(e.message); return 'caught'; } finally { await null; log.push('fin'); } };
  log.push(await f());
  const g = async () => { try { return 'try'; } finally { await null; log.push('g'); } };
  log.push(await g());
  const h = async () => { try { return 'lost'; } finally { return 'finally wins'; } };
  log.push(await h());
  const k = async () => { for (const i of [1, 2, 3]) { try { if (i === 2) continue; await null; log.push(i); } finally { log.push('f' + i); } } };
  await k();
  observe('log', log);
})();
