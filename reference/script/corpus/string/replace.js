observe('string', ['aXbX'.replace('X', '-'), 'aXbX'.replaceAll('X', '-'), 'abc'.replace('b', '[$&$`$\'$$]'), 'abc'.replace('b', (m, i, s) => m + i + s), 'aaa'.replaceAll('a', (m, i) => i), 'abc'.replace('', '_'), 'ab'.replaceAll('', '_')]);
observe('regex', ['a1b22'.replace(/\d+/g, (d) => d * 2), 'John Smith'.replace(/(\w+) (\w+)/, '$2, $1'), '2020-01'.replace(/(?<y>\d+)-(?<m>\d+)/, '$<m>/$<y>'), 'aaa'.replace(/a/gy, 'b'), 'x'.replace(/(y)?x/, '[$1]'), 'abc'.replace(/b/, '$0$1$9')]);
observe('args', (() => { let r; 'xay'.replace(/(?<l>a)/, (...a) => { r = a; return ''; }); return r; })());
try { 'x'.replaceAll(/x/, ''); } catch (e) { observe('error', e.message); }
