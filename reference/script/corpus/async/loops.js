const sleep = (v) => new Promise((r) => setTimeout(r, 1, v));
(async () => {
  const out = [];
  for (let i = 0; i < 3; i++) out.push(await sleep(i));
  let n = 3; while (await sleep(n--)) out.push('w' + n);
  do { out.push('do'); } while (await sleep(false));
  for (const k in { a: 1, b: 2 }) out.push(await sleep(k));
  label: for (;;) { for (;;) { await sleep(); break label; } }
  switch (await sleep(2)) { case 1: out.push('one'); case await sleep(2): out.push('two'); case 3: out.push('three'); break; default: out.push('no'); }
  observe('out', out);
})();
