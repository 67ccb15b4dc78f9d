observe('r', ['a'.anchor('x"y'), 'b'.bold(), 'abc'.substr(1), 'abc'.substr(-2, 1), 'abc'.trimLeft === 'abc'.trimStart, escape('ä €'), unescape('%E4%u20AC')]);
