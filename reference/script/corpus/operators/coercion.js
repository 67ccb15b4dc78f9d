observe('plus', [1 + '2', '3' + 4, [] + [], [] + {}, 1 + null, 1 + undefined, '5' * '2', '5' - 2, true + true, [1, 2] + 3, null + 'x']);
const o = { valueOf: () => 7, toString: () => 'str' }; observe('object', [o + 1, `${o}`, o * 2, o + '', [o] + '']);
const p = { [Symbol.toPrimitive]: (h) => h }; observe('hint', [`${p}`, p + '', +p, p * 1]);
const d = { toString: () => ({}), valueOf: () => 'v' }; observe('fallback', d + '');
observe('keys', Object.keys({ [1.5]: 0, [null]: 0, [[1, 2]]: 0, [-0]: 0, [1e21]: 0 }));
