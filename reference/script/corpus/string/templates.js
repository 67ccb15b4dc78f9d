const tag = (s, ...v) => [s, s.raw, v];
observe('tag', tag`a${1}b\n${2}`); const f = () => tag`x`; observe('cached', f()[0] === f()[0]);
observe('frozen', Object.isFrozen(tag`q`[0])); observe('nested', `a${`b${`c`}`}`); observe('multi', `line1
line2`);
observe('invalid', (([c], raw) => c)`\unicode`); observe('method', { t(s) { return this.v + s[0]; }, v: 'v' }.t`!`);
observe('coerce', `${[1, 2]} ${{}} ${null} ${() => 1}`);
