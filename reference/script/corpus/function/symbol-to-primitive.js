const o = { [Symbol.toPrimitive](hint) { return hint === 'number' ? 42 : hint === 'string' ? 'str' : 'def'; } };
observe('r', [+o, `${o}`, o + '', o * 1, o == 'def', [o].join(), o < 50, new Date(o).getTime(), Math.abs(o), 'x'.repeat({ [Symbol.toPrimitive]: () => 2 })]);
