let n = 0; const f = (a = ++n, g = () => a * 10) => g(); observe('f', [f(), f(), f(5)]); observe('n', n);
