const o = {};
observe('loose', [1 == '1', 0 == '', null == undefined, null == 0, NaN == NaN, '0' == false, [] == false, [1] == 1, o == '[object Object]', 1n == 1, '1' == 1n, Symbol.iterator == Symbol.iterator, true == '1', true == 'true']);
observe('strict', [1 === 1.0, 0 === -0, NaN === NaN, '1' === 1, o === o, {} === {}, 1n === 1n, null === undefined]);
observe('is', [Object.is(NaN, NaN), Object.is(0, -0), Object.is('a', 'a')]);
observe('less', [1 < 2, '10' < '9', '10' < 9, null < 1, undefined < 1, NaN < 1, 'a' < 'b', [2] < [10], 1n < 2, 2n > 1.5, 'B' < 'a']);
