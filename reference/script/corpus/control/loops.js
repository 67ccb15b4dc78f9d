const out = [];
for (let i = 0, j = 10; i < j; i += 3, j--) out.push([i, j]);
let n = 3; while (n--) { if (n === 1) continue; out.push(n); }
do { out.push('once'); } while (false);
for (var v in 'ab') out.push(v);
for (;;) { break; }
observe('out', out); observe('v', v);
