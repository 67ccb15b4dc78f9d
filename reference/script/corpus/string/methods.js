const s = 'Hello, World';
observe('find', [s.indexOf('o'), s.lastIndexOf('o'), s.indexOf('o', 5), s.indexOf(''), s.includes('World'), s.startsWith('World', 7), s.endsWith('Hello', 5), s.search(/W/), s.indexOf('zz')]);
observe('slice', [s.slice(-5, -1), s.substring(5, 2), s.substr(-5, 3), s.at(-1), s.charAt(99), s[0], s.slice(3), s.substring(-1, 3)]);
observe('case', [s.toUpperCase(), s.toLowerCase(), 'ß'.toUpperCase(), 'İ'.toLowerCase().length, 'ÀÉ'.toLowerCase()]);
observe('pad', ['5'.padStart(3, '0'), '5'.padEnd(4, 'ab'), 'abc'.padStart(2), 'x'.padStart(5, '')]);
observe('trim', [' \t\n x \u00a0\ufeff'.trim(), ' x '.trimStart(), ' x '.trimEnd()]);
observe('split', ['a,b,,c'.split(','), 'abc'.split(''), 'a1b2'.split(/\d/), 'a1b2'.split(/(\d)/), 'abc'.split(), 'a,b,c'.split(',', 2), ''.split(','), ''.split('')]);
observe('repeat', ['ab'.repeat(3), ''.repeat(5), 'x'.repeat(0)]);
observe('concat', ['a'.concat(1, null, [2]), String.fromCharCode(72, 105), String.fromCodePoint(128512), String.raw`a\n${1}`]);
