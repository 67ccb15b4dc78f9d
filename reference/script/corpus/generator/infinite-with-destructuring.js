function* fib() { let [a, b] = [0, 1]; for (;;) { yield a; [a, b] = [b, a + b]; } }
const [, , x, y, z] = fib();
observe('xyz', [x, y, z]);
const take = function* (n, it) { for (const v of it) { if (n-- <= 0) return; yield v; } };
observe('take', [...take(10, fib())]);
