const tree = { v: 1, kids: [{ v: 2, kids: [{ v: 3, kids: [] }] }, { v: 4, kids: [] }] }; function* walk(n) { yield n.v; for (const k of n.kids) yield* walk(k); } observe('r', [...walk(tree)]);
