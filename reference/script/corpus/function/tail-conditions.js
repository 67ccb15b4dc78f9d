const f = (n) => { if (n > 5) return 'big'; else if (n > 2) { return 'mid'; } }; observe('r', [f(9), f(3), f(0)]); observe('void', (() => { return; })());
