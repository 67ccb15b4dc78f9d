observe('look', ['price 100€'.match(/\d+(?=€)/)[0], 'a1 b2'.match(/(?<=b)\d/)[0], 'foobar'.match(/foo(?!baz)/)[0], '$5 6'.match(/(?<!\$)\b\d/)[0]]);
observe('class', ['a-b_c'.replace(/[\w-]/g, '.'), '\u00e9'.match(/\w/), 'a\u2028b'.match(/a.b/), 'a\nb'.match(/a.b/s)[0].length, /[^]/.test('\n'), /[]/.test('a'), /[\b]/.test('\b'), /\cJ/.test('\n')]);
observe('unicode', [/^.$/.test('😀'), /^.$/u.test('😀'), /\u{1F600}/u.test('😀'), /\p{L}+/u.exec('héé1')[0], /[😀-😂]/u.test('😁')]);
observe('quant', ['aaa'.match(/a{2}/)[0], 'aaa'.match(/a{2,}?/)[0], 'aaa'.match(/a*?/)[0], 'aaa'.match(/a+?$/)[0], /a{,2}/.test('a{,2}')]);
observe('back', [/(a)\1/.test('aa'), /(?<x>a)\k<x>/.test('aa'), /(?:(a)|b)\1/.test('b'), /\1(a)/.exec('a')[0]]);
observe('case', [/ABC/i.test('abc'), /[A-Z]/i.test('k'), /é/i.test('É')]);
observe('alt', 'abc'.match(/ab|abc/)[0]); observe('empty', 'abc'.split(/(?:)/));
