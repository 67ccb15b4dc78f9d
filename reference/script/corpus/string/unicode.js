const s = 'a😀é';
observe('length', [s.length, [...s].length, s.charCodeAt(1), s.codePointAt(1), s.codePointAt(2), s.charCodeAt(9)]);
observe('split', s.split('')); observe('iter', [...s]); observe('escape', '\u{1F600}\x41\u0042\0');
observe('lone', '\ud83d'.length); observe('compare', ['a' < 'é', 'z' < 'é', '😀' > '\uffff']);
observe('line', 'a\
b'); observe('at', ['x'.codePointAt(5), s.at(1) === '\ud83d']);
