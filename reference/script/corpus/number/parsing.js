observe('parseInt', ['42px', '0x1F', '  -7', '', 'abc', '1e3', '12', '9007199254740993', '0b11', '+5'].map((s) => parseInt(s)));
observe('radix', [parseInt('ff', 16), parseInt('z', 36), parseInt('12', 1), parseInt('101', 2), parseInt('8', 8), parseInt(null, 36)]);
observe('parseFloat', ['3.14abc', '.5', '-.5e-2', 'Infinity', '1e1000', '', '1.2.3', '-0', '1e', '0x10'].map(parseFloat));
observe('Number', ['', ' ', '12', '1e3', '0b101', '0o17', '0xff', '1,2', '-Infinity', '+1', '--1', '1_000', '.', '5.', '\n7\t'].map(Number));
observe('checks', [Number.isInteger(5.0), Number.isInteger(5.5), Number.isSafeInteger(2 ** 53), Number.isNaN('x'), isNaN('x'), isFinite('5'), Number.isFinite('5')]);
observe('literals', [0xff, 0b101, 0o17, 1_000_000, .5, 5., 1e3, 0xFFn]);
