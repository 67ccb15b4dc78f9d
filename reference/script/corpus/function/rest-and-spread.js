const f = (a, ...r) => [a, r];
observe('rest', f(1, 2, 3)); observe('none', f());
observe('spread', Math.max(...[1, 5], 3, ...new Set([9, 2])));
observe('array', [...'héllo', ...[1, , 2]]);
observe('object', { ...{ a: 1, b: 2 }, b: 3, ...null, ...'xy', ...[9] });
