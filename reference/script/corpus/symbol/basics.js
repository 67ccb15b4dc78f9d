const s = Symbol('d'); observe('s', [String(s), s.description, Symbol().description, Symbol('').description, typeof s, s === Symbol('d')]);
observe('registry', [Symbol.for('k') === Symbol.for('k'), Symbol.keyFor(Symbol.for('k')), Symbol.keyFor(s)]); const o = { [s]: 1, a: 2 }; observe('hidden', [Object.keys(o), JSON.stringify(o), Object.getOwnPropertySymbols(o).length]);
try { new Symbol(); } catch (e) { observe('new', e.message); } observe('well-known', ['iterator', 'asyncIterator', 'hasInstance', 'toPrimitive', 'toStringTag', 'species', 'match', 'isConcatSpreadable', 'unscopables'].map((k) => String(Symbol[k])));
observe('object', [Object(s) == s, Object(s) === s, typeof Object(s)]); observe('bool', [!!s, s ? 1 : 2]);
