const s = new Set([3, 1, 3, 2, NaN, NaN]); observe('s', [...s]); observe('ops', [s.has(1), s.add(9) === s, s.delete(3), s.size]);
observe('entries', [...s.entries()].slice(0, 2)); observe('union', [...new Set([...s, ...new Set([1, 5])])]); const it = s.values(); s.delete(1); s.add('late'); observe('live', [...it]);
observe('from', [...new Set('hello')]); observe('keys', s.keys === s.values);
