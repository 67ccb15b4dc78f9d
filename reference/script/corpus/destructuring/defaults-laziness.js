let n = 0; const d = () => ++n; const { a = d(), b = d(), c = d() } = { a: 1, b: undefined, c: null }; observe('r', [a, b, c, n]); const [x = d(), y = d()] = [0]; observe('xy', [x, y, n]);
