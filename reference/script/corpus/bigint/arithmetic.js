observe('ops', [2n ** 64n, 7n / 2n, -7n / 2n, -7n % 3n, 5n & 3n, -1n >> 1n, 1n << 70n, ~5n, -(-3n), 0xffn, 0b11n, 0o17n]);
observe('mix', [1n < 2, 2n == 2, 1n + BigInt(2), BigInt('0x10'), BigInt(true), Number(2n ** 60n), parseInt('9n'), typeof 1n]);
let x = 5n; x++; x += 2n; x **= 2n; observe('assign', x);
observe('strings', [String(10n ** 20n), (255n).toString(16), `${-5n}`, BigInt.asUintN(8, 257n), BigInt.asIntN(8, 255n)]);
observe('bool', [!!0n, !!1n, 0n ? 1 : 2, 0n || 'x']);
