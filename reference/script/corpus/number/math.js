observe('round', [Math.round(2.5), Math.round(-2.5), Math.round(0.49999999999999994), Math.round(-0.2), Math.trunc(-4.7), Math.sign(-3), Math.ceil(-0.5), Math.floor(-0.5)]);
observe('minmax', [Math.max(), Math.min(), Math.max(1, NaN), Math.max(-0, 0), Math.min(0, -0), Math.max('5', 3)]);
observe('powers', [Math.sqrt(2), Math.cbrt(27), Math.hypot(3, 4), Math.hypot(), Math.pow(2, 0.5), Math.exp(1), Math.log(10), Math.log2(8), Math.log10(1000), Math.log1p(1e-10), Math.expm1(1e-10)]);
observe('bits', [Math.clz32(1), Math.clz32(0), Math.imul(0xffffffff, 5), Math.fround(5.5), Math.fround(5.05)]);
observe('constants', [Math.PI, Math.E, Number.EPSILON, Number.MAX_SAFE_INTEGER, Number.MIN_VALUE, Number.MAX_VALUE]);
observe('random', ((r) => r >= 0 && r < 1)(Math.random()));
