const even = (n) => n === 0 || odd(n - 1); const odd = (n) => n !== 0 && even(n - 1); observe('r', [even(10), odd(7), even(3)]);
