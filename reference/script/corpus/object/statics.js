observe('assign', Object.assign({ a: 1 }, null, { b: 2 }, 'xy', { get c() { return 3; } })); observe('fromEntries', Object.fromEntries(new Map([['a', 1], ['b', 2]])));
observe('hasOwn', [Object.hasOwn({ a: 1 }, 'a'), Object.hasOwn([], 'length'), ({}).hasOwnProperty('toString'), ({ a: 1 }).propertyIsEnumerable('a')]);
observe('proto', [Object.getPrototypeOf([]) === Array.prototype, Object.getPrototypeOf(Object.create(null)), ({ __proto__: null }) instanceof Object, Array.prototype.isPrototypeOf([])]);
observe('tags', [[], {}, null, undefined, 1, '', true, () => {}, new Date(0), /x/, new Error(), Symbol(), 1n, new Map(), Promise.resolve(), JSON, Math, (function() { return arguments; })(), function* () {}(), { [Symbol.toStringTag]: 'T' }].map((x) => Object.prototype.toString.call(x)));
observe('wrap', [typeof Object(1), Object('s').length, Object(null), new Object(5) instanceof Number]);
