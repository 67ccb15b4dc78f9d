const log = []; function* a() { try { yield* b(); } finally { log.push('a'); } } function* b() { try { yield 1; } finally { log.push('b'); } } for (const x of a()) break; observe('log', log);
